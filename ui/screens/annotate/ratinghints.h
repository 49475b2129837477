#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

namespace plumbline {

class Theme;

/// Keys and what they do, in one quiet line: "↑ ↓ response   1–7 rate and move on". What does not fit is left
/// out from the end; the sheet of keys has it all.
class RatingHints : public QWidget
{
    Q_OBJECT

public:
    struct Hint
    {
        QStringList keys;
        QString text;
        bool operator==(const Hint&) const = default;
    };

    explicit RatingHints(const Theme& theme, QWidget* parent = nullptr);

    void setHints(const QList<Hint>& hints);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] double widthOf(const Hint& hint) const;

    const Theme& m_theme;
    QList<Hint> m_hints;
};

} // namespace plumbline
