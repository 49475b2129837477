#pragma once

#include "ui/theme/color.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace plumbline {

/// How RowDelegate paints one cell. The text comes from the model.
struct CellLook
{
    Text style = Text::Body;
    Color color = Color::Text;
    bool isNumber = false; ///< at the right, digits under each other
    bool isStruck = false; ///< struck through: superseded
    QString icon;          ///< before the text
    Color iconColor = Color::Text2;
    std::optional<double> share; ///< a bar in [0, 1] before the text, which then stands at the right
    QStringList keys;            ///< keycaps instead of the text
};

} // namespace plumbline
