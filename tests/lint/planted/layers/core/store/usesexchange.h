#pragma once

#include "core/domain/item.h"
#include "core/exchange/format.h" // planted: layers
#include "core/jobs/job.h"        // planted: layers
