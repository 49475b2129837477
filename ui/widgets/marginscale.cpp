#include "ui/widgets/marginscale.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/painting.h"

#include <QPainter>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

// Entries of the label and key lists; a margin m stands at kTie - m.
constexpr int kLeftMuch = 0;
constexpr int kTie = 2;
constexpr int kRightMuch = 4;
constexpr int kBothBad = 5;

constexpr double kCellPadding = 28.0; ///< at each side of a cell's content
constexpr double kLeastPadding = 10.0;
constexpr double kPartGap = 8.0;
constexpr double kApart = 12.0;    ///< between the scale and "both bad"
constexpr double kFillInset = 3.0; ///< of the chosen cell inside the frame
constexpr double kDividerInset = 10.0;
constexpr double kBothPadding = 20.0;

} // namespace

MarginScale::MarginScale(const Theme& theme, QWidget* parent)
    : RadioCells(theme, metrics::kRadiusCard, parent)
    , m_labels{tr("A much better"), tr("A better"),      tr("Tie"),
               tr("B better"),      tr("B much better"), tr("Both bad")}
    , m_keys{u"1 1"_s, u"1"_s, u"3"_s, u"2"_s, u"2 2"_s, u"4"_s}
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Which response is better"));
}

QList<int> MarginScale::entries() const
{
    QList<int> entries;
    for (int entry = kLeftMuch; entry <= kRightMuch; ++entry) {
        const bool isStrong = entry == kLeftMuch || entry == kRightMuch;
        if ((!isStrong || m_hasStrength) && (entry != kTie || m_hasTie)) {
            entries.append(entry);
        }
    }
    if (m_hasBothBad) {
        entries.append(kBothBad);
    }
    return entries;
}

int MarginScale::scaleCount() const
{
    return cellCount() - (m_hasBothBad ? 1 : 0);
}

int MarginScale::cellCount() const
{
    return static_cast<int>(entries().size());
}

std::optional<int> MarginScale::margin() const
{
    const std::optional<int> chosen = chosenCell();
    if (!chosen || isBothBad()) {
        return std::nullopt;
    }
    return kTie - entries().at(*chosen);
}

bool MarginScale::isBothBad() const
{
    const std::optional<int> chosen = chosenCell();
    return chosen && entries().at(*chosen) == kBothBad;
}

void MarginScale::setMargin(int margin)
{
    const int limit = m_hasStrength ? 2 : 1;
    const auto cell = entries().indexOf(kTie - std::clamp(margin, -limit, limit));
    setChosenCell(cell < 0 ? std::nullopt : std::optional(static_cast<int>(cell)));
}

void MarginScale::setBothBad()
{
    setChosenCell(m_hasBothBad ? std::optional(cellCount() - 1) : std::nullopt);
}

void MarginScale::clear()
{
    setChosenCell(std::nullopt);
}

void MarginScale::setStrengthShown(bool shown)
{
    const std::optional<int> kept = margin();
    const bool isBad = isBothBad();
    m_hasStrength = shown;
    clear();
    if (kept) {
        setMargin(*kept);
    } else if (isBad) {
        setBothBad();
    }
    cellsChanged();
}

void MarginScale::setTieShown(bool shown)
{
    const std::optional<int> kept = margin();
    const bool isBad = isBothBad();
    m_hasTie = shown;
    clear();
    if (kept) {
        setMargin(*kept);
    } else if (isBad) {
        setBothBad();
    }
    cellsChanged();
}

void MarginScale::setBothBadShown(bool shown)
{
    if (!shown && isBothBad()) {
        clear();
    }
    m_hasBothBad = shown;
    cellsChanged();
}

void MarginScale::setLabels(const QStringList& labels)
{
    Q_ASSERT(labels.size() == m_labels.size());
    m_labels = labels;
    cellsChanged();
}

void MarginScale::setKeys(const QStringList& keys)
{
    Q_ASSERT(keys.size() == m_keys.size());
    if (m_keys == keys) {
        return;
    }
    m_keys = keys;
    cellsChanged();
}

double MarginScale::cellWidth(int entry) const
{
    const QStringList caps = m_keys.at(entry).split(u' ', Qt::SkipEmptyParts);
    // The chosen cell's weight is the widest: nothing moves with the choice.
    double content = textWidth(theme().font(Text::Strong), m_labels.at(entry));
    if (!caps.isEmpty()) {
        content += kPartGap + keycapsWidth(theme(), caps);
    }
    return content + 2 * (entry == kBothBad ? kBothPadding : kCellPadding);
}

QSize MarginScale::sizeHint() const
{
    double width = 2 * kFillInset;
    for (const int entry : entries()) {
        width += cellWidth(entry) + (entry == kBothBad ? kApart : 0.0);
    }
    return QSize(static_cast<int>(std::ceil(width)), theme().scaled(metrics::kScale));
}

QRectF MarginScale::cellRect(int cell) const
{
    const QList<int> shown = entries();
    double total = 2 * kFillInset;
    double fixed = 0; // what padding may not eat
    for (const int entry : shown) {
        total += cellWidth(entry) + (entry == kBothBad ? kApart : 0.0);
        fixed += 2 * ((entry == kBothBad ? kBothPadding : kCellPadding) - kLeastPadding);
    }
    // Too narrow or too wide: the padding gives or takes, in equal shares.
    const double spare = width() - total;
    const double share = spare < 0 && fixed > 0 ? std::max(-1.0, spare / fixed) : 0.0;
    const auto shownWidth = [&](int entry) {
        const double padding = (entry == kBothBad ? kBothPadding : kCellPadding) - kLeastPadding;
        return cellWidth(entry) + 2 * padding * share;
    };
    double x = kFillInset;
    for (int index = 0; index < cell; ++index) {
        x += shownWidth(shown.at(index));
    }
    if (shown.at(cell) == kBothBad) {
        return QRectF(std::round(x + kFillInset + kApart), 0, std::round(shownWidth(kBothBad)), height());
    }
    const double end = x + shownWidth(shown.at(cell));
    return QRectF(std::round(x), 0, std::round(end) - std::round(x), height());
}

QString MarginScale::cellName(int cell) const
{
    return m_labels.at(entries().at(cell));
}

void MarginScale::paintCell(QPainter& painter, int cell) const
{
    const QRectF rect = cellRect(cell);
    const int entry = entries().at(cell);
    const bool isChosen = chosenCell() == cell;
    const bool isApart = entry == kBothBad;
    const QRectF fill = isApart ? rect.adjusted(kFillInset, kFillInset, -kFillInset, -kFillInset)
                                : rect.adjusted(0, kFillInset, 0, -kFillInset);
    if (isChosen) {
        drawFrame(painter, fill, {theme().color(Color::AccentFill), QColor(), 0, 6.0, false});
    } else if (hoveredCell() == cell && isEnabled()) {
        drawFrame(painter, fill, {theme().color(Color::Hover), QColor(), 0, 6.0, false});
    }
    const QFont font = theme().font(isChosen ? Text::Strong : Text::Button);
    const QStringList caps = m_keys.at(entry).split(u' ', Qt::SkipEmptyParts);
    const double capsWidth = caps.isEmpty() ? 0.0 : kPartGap + keycapsWidth(theme(), caps);
    const double label = std::min(textWidth(font, m_labels.at(entry)), rect.width() - capsWidth - 4);
    const double x = std::round(rect.center().x() - (label + capsWidth) / 2);
    const Color ink = !isEnabled() ? Color::Text3 : isChosen ? Color::OnAccent : Color::Text;
    drawLine(painter, QRectF(x, 0, label, height()), font, theme().color(ink), m_labels.at(entry));
    if (!caps.isEmpty()) {
        paintKeycaps(painter, theme(), QPointF(x + label + kPartGap, height() / 2.0), caps,
                     isChosen ? KeycapStyle::OnAccent : KeycapStyle::Normal);
    }
}

void MarginScale::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const FrameStyle frame{theme().color(isEnabled() ? Color::Surface : Color::Inset),
                           theme().color(Color::Control), metrics::kStrokeHair, metrics::kRadiusCard, false};
    const int last = scaleCount() - 1;
    const QRectF scale(0, 0, cellRect(last).right() + kFillInset, height());
    drawFrame(painter, scale, frame);
    if (m_hasBothBad) {
        drawFrame(painter, cellRect(last + 1), frame);
    }
    for (int cell = 1; cell <= last; ++cell) {
        // A divider beside the filled cell would only double its edge.
        if (chosenCell() != cell && chosenCell() != cell - 1) {
            const QRectF line(std::round(cellRect(cell).left()), kDividerInset, 1,
                              height() - 2 * kDividerInset);
            painter.fillRect(line, theme().color(Color::Border));
        }
    }
    for (int cell = 0; cell < cellCount(); ++cell) {
        paintCell(painter, cell);
    }
}

void MarginScale::onChosen(int /*cell*/)
{
    const std::optional<int> value = margin();
    if (value) {
        Q_EMIT marginChosen(*value);
    } else {
        Q_EMIT bothBadChosen();
    }
}

} // namespace plumbline
