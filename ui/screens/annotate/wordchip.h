#pragma once

#include <QWidget>

namespace plumbline {

class Theme;

/// One word in a small frame: the category of a prompt, the version of a schema. Cannot be clicked.
class WordChip : public QWidget
{
    Q_OBJECT

public:
    explicit WordChip(const Theme& theme, QWidget* parent = nullptr);

    /// An empty text hides the chip. `name` is what a screen reader says.
    void setText(const QString& text, const QString& name);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_text;
};

} // namespace plumbline
