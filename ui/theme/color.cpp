#include "ui/theme/color.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

QString colorName(Color color)
{
    static const std::array<QString, kColorCount> names = {
        u"chrome"_s,  u"surface"_s,    u"inset"_s,    u"hover"_s,      u"border"_s,     u"borderStrong"_s,
        u"control"_s, u"track"_s,      u"neutral"_s,  u"text"_s,       u"text2"_s,      u"text3"_s,
        u"accent"_s,  u"accentFill"_s, u"onAccent"_s, u"accentSoft"_s, u"accentText"_s, u"focus"_s,
        u"ok"_s,      u"okSoft"_s,     u"warn"_s,     u"warnSoft"_s,   u"bad"_s,        u"badSoft"_s,
        u"line"_s,    u"divNeg"_s,     u"divMid"_s,   u"divPos"_s,     u"seqLo"_s,      u"seqHi"_s,
        u"grid"_s,    u"shadow"_s,     u"catI"_s,     u"catW"_s,       u"catU"_s,       u"catR"_s,
        u"catM"_s,    u"catC"_s,       u"tintI"_s,    u"tintW"_s,      u"tintU"_s,      u"tintR"_s,
        u"tintM"_s,   u"tintC"_s};
    const auto index = static_cast<std::size_t>(color);
    Q_ASSERT(index < names.size());
    return names.at(index);
}

} // namespace plumbline
