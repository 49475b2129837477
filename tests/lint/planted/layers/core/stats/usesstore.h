#pragma once

#include "core/base/result.h"
#include "core/store/database.h" // planted: layers
