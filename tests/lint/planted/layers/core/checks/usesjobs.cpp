#include "core/jobs/jobrunner.h" // planted: layers
#include "core/store/database.h"
