#include <QString>
#include <torch/torch.h> // planted: layers
