#pragma once

#include "core/domain/item.h"
#include "core/exchange/format.h" // planted: layers
#include <QJsonDocument>          // planted: layers
#include <QJsonObject>
