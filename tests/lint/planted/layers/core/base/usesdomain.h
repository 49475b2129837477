#pragma once

#include "core/domain/item.h" // planted: layers
#include "result.h"           // planted: layers
