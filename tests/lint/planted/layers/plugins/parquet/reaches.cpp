#include "core/exchange/format.h"
#include "core/store/database.h"     // planted: layers
#include "plugins/torchreward/net.h" // planted: layers
#include "tests/support/builders.h"  // planted: layers
