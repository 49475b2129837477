#include "ui/shell/keycolumns.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kColumnWidth = 275;
constexpr int kCapsWidth = 116;
constexpr int kMostColumns = 4;

bool holds(const KeyGroup::Row& row, const QString& filter)
{
    return filter.isEmpty() || row.text.contains(filter, Qt::CaseInsensitive) ||
           row.caps.join(u' ').contains(filter, Qt::CaseInsensitive) ||
           row.caps.join(u'+').compare(filter, Qt::CaseInsensitive) == 0;
}

} // namespace

QList<KeyGroup> keyGroups(const ActionCollection& actions, const QStringList& activeContexts,
                          const QString& filter)
{
    QList<KeyGroup> groups;
    QList<ActionSpec> specs = actions.specsFor(activeContexts);
    std::stable_partition(specs.begin(), specs.end(),
                          [](const ActionSpec& spec) { return spec.context != u"global"_s; });
    for (const ActionSpec& spec : specs) {
        const KeyGroup::Row row{actions.keycapTexts(spec.id), spec.text};
        if (spec.group.isEmpty() || row.caps.isEmpty() || !holds(row, filter.trimmed())) {
            continue;
        }
        auto found = std::find_if(groups.begin(), groups.end(),
                                  [&](const KeyGroup& group) { return group.name == spec.group; });
        if (found == groups.end()) {
            groups.append({spec.group, {}});
            found = groups.end() - 1;
        }
        found->rows.append(row);
    }
    return groups;
}

KeyColumns::KeyColumns(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"keyColumns"_s);
    setAccessibleName(tr("Keys and what they do"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void KeyColumns::setGroups(const QList<KeyGroup>& groups)
{
    m_groups = groups;
    QStringList spoken;
    for (const KeyGroup& group : groups) {
        for (const KeyGroup::Row& row : group.rows) {
            spoken.append(tr("%1: %2").arg(keysText(row.caps), row.text));
        }
    }
    setAccessibleDescription(spoken.join(u"; "_s));
    updateGeometry();
    update();
}

int KeyColumns::lineHeight() const
{
    return m_theme.scaled(metrics::kNavRow);
}

int KeyColumns::columnCount(int width) const
{
    return std::clamp(width / m_theme.scaled(kColumnWidth), 1, kMostColumns);
}

QList<KeyColumns::Place> KeyColumns::places(int columns, int* lines) const
{
    // Each group goes whole into the shortest column so far, from the left; with no more groups than columns
    // each has a column of its own.
    QList<int> heights(columns, 0);
    QList<Place> result;
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        const int size = static_cast<int>(m_groups.at(i).rows.size()) + 1;
        const bool hasOwn = m_groups.size() <= columns;
        const auto shortest = std::min_element(heights.begin(), heights.end());
        const int column = hasOwn ? static_cast<int>(i) : static_cast<int>(shortest - heights.begin());
        const int gap = heights.at(column) > 0 ? 1 : 0;
        result.append({column, heights.at(column) + gap});
        heights[column] += size + gap;
    }
    *lines = heights.isEmpty() ? 0 : *std::max_element(heights.begin(), heights.end());
    return result;
}

int KeyColumns::heightForWidth(int width) const
{
    int lines = 0;
    (void)places(columnCount(width), &lines);
    return std::max(1, lines) * lineHeight();
}

QSize KeyColumns::sizeHint() const
{
    const int width = m_theme.scaled(kColumnWidth) * kMostColumns;
    return {width, heightForWidth(width)};
}

QSize KeyColumns::minimumSizeHint() const
{
    return {m_theme.scaled(kColumnWidth), lineHeight()};
}

void KeyColumns::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int columns = columnCount(width());
    int lines = 0;
    const QList<Place> spots = places(columns, &lines);
    const int height = lineHeight();
    const int columnWidth = width() / columns;
    for (qsizetype i = 0; i < m_groups.size(); ++i) {
        const KeyGroup& group = m_groups.at(i);
        const int x = spots.at(i).column * columnWidth;
        int y = spots.at(i).line * height;
        drawLine(painter, QRectF(x, y, columnWidth, height), m_theme.font(Text::Head),
                 m_theme.color(Color::Text2), group.name);
        for (const KeyGroup::Row& row : group.rows) {
            y += height;
            const double used = paintKeycaps(painter, m_theme, QPointF(x, y + height / 2.0), row.caps);
            const double textX = x + std::max<double>(m_theme.scaled(kCapsWidth), used + metrics::kSpace3);
            drawLine(painter, QRectF(textX, y, x + columnWidth - textX - metrics::kSpace3, height),
                     m_theme.font(Text::Body), m_theme.color(Color::Text), row.text);
        }
    }
    if (m_groups.isEmpty()) {
        drawLine(painter, QRectF(0, 0, width(), height), m_theme.font(Text::Body),
                 m_theme.color(Color::Text2), tr("No key and no action of that name here."));
    }
}

} // namespace plumbline
