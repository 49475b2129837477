#include "ui/screens/annotate/evidencedelegate.h"

#include "ui/screens/annotate/evidencemodel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/categorybutton.h"
#include "ui/widgets/painting.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSide = 8;   ///< between the pane's edge and the tint
constexpr int kInner = 12; ///< between the tint's edge and the badge
constexpr int kBadge = 22;
constexpr int kBadgeHeight = 18;
constexpr int kTop = 8;
constexpr int kCaptionGap = 2;

/// Lays the sentence out, each paragraph in the direction of its first strong letter.
double layOut(QTextLayout& layout, double width)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layout.text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout.setTextOption(option);
    layout.beginLayout();
    double height = 0;
    while (true) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) {
            break;
        }
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return std::ceil(height);
}

QString sentenceText(const QModelIndex& index)
{
    return index.data(Qt::DisplayRole).toString().trimmed().replace(u'\n', QChar::LineSeparator);
}

} // namespace

EvidenceDelegate::EvidenceDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

double EvidenceDelegate::textLeft() const
{
    return kSide + kInner + m_theme.scaled(kBadge) + metrics::kSpace4;
}

double EvidenceDelegate::textWidth(int rowWidth) const
{
    return std::max(40.0, rowWidth - textLeft() - kSide - kInner);
}

QSize EvidenceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const int width = view != nullptr ? view->viewport()->width() : option.rect.width();
    QTextLayout layout(sentenceText(index), m_theme.font(Text::Body));
    double height = layOut(layout, textWidth(width)) + 2 * kTop;
    if (!index.data(EvidenceModel::CaptionRole).toString().isEmpty()) {
        height += kCaptionGap + QFontMetricsF(m_theme.font(Text::Caption)).height();
    }
    return {std::max(1, width), std::max(m_theme.scaled(32), static_cast<int>(std::ceil(height)))};
}

void EvidenceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const QRectF row = option.rect;
    const QRectF frame = row.adjusted(kSide, 1, -kSide, -1);
    const int slot = index.data(EvidenceModel::SlotRole).toInt();
    const bool isTinted = index.data(EvidenceModel::TintedRole).toBool() && slot >= 0;
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    const bool isCurrent = view != nullptr && view->currentIndex() == index;
    const bool hasFocus = isCurrent && view->hasFocus();
    if (isTinted) {
        drawFrame(*painter, frame, {.fill = m_theme.categoryTint(slot), .edge = {}, .radius = 6});
    } else if (option.state & QStyle::State_MouseOver) {
        drawFrame(*painter, frame, {.fill = m_theme.color(Color::Hover), .edge = {}, .radius = 6});
    }
    if (isCurrent) {
        drawFrame(*painter, frame,
                  {.fill = {},
                   .edge = m_theme.color(hasFocus ? Color::Focus : Color::Control),
                   .width = hasFocus ? metrics::kStrokeFocus : metrics::kStrokeHair,
                   .radius = 6});
    }
    const double badgeWidth = m_theme.scaled(kBadge);
    const double badgeHeight = m_theme.scaled(kBadgeHeight);
    const double badgeLeft =
        isMirrored ? row.right() - kSide - kInner - badgeWidth : row.left() + kSide + kInner;
    const QRectF badge(badgeLeft, row.top() + kTop - 1, badgeWidth, badgeHeight);
    const QString number = index.data(EvidenceModel::BadgeRole).toString();
    if (isTinted) {
        paintCategoryMark(*painter, m_theme, badge, slot, number);
    } else {
        drawFrame(*painter, badge,
                  {.fill = m_theme.color(Color::Surface),
                   .edge = m_theme.color(Color::BorderStrong),
                   .radius = metrics::kRadiusKey});
        drawLine(*painter, badge, m_theme.font(Text::Key), m_theme.color(Color::Text2), number,
                 Qt::AlignHCenter);
    }
    const double width = textWidth(static_cast<int>(row.width()));
    const double left = isMirrored ? row.left() + kSide + kInner : row.left() + textLeft();
    const bool isTitle = index.data(EvidenceModel::SentenceRole).toInt() < 0;
    QTextLayout layout(sentenceText(index), m_theme.font(isTitle ? Text::Strong : Text::Body));
    const double height = layOut(layout, width);
    painter->setPen(m_theme.color(isTinted || isTitle ? Color::Text : Color::Text2));
    layout.draw(painter, {left, row.top() + kTop});
    const QString caption = index.data(EvidenceModel::CaptionRole).toString();
    if (!caption.isEmpty()) {
        const QFont font = m_theme.font(Text::Caption);
        const QRectF line(left, row.top() + kTop + height + kCaptionGap, width, QFontMetricsF(font).height());
        drawLine(*painter, line, font, m_theme.color(isTinted ? Color::Text : Color::Text2), caption,
                 isMirrored ? Qt::AlignRight : Qt::AlignLeft);
    }
    painter->restore();
}

} // namespace plumbline
