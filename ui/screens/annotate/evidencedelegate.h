#pragma once

#include <QStyledItemDelegate>

namespace plumbline {

class Theme;

/// Paints a numbered sentence over as many lines as it needs, and under it what the answer says about it. The
/// view's current row is the sentence in focus.
class EvidenceDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit EvidenceDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    [[nodiscard]] double textLeft() const;
    [[nodiscard]] double textWidth(int rowWidth) const;

    const Theme& m_theme;
};

} // namespace plumbline
