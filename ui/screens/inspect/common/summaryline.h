#pragma once

#include <QWidget>

namespace plumbline {

class Theme;
class ThemedLabel;

/// The sentence on top of an Inspect page, with an info sign before it; wraps where it is long. How the
/// numbers were computed in full is its tooltip.
class SummaryLine : public QWidget
{
    Q_OBJECT

public:
    explicit SummaryLine(const Theme& theme, QWidget* parent = nullptr);

    void setSentence(const QString& sentence, const QString& details);
    [[nodiscard]] QString sentence() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    ThemedLabel* m_text;
};

} // namespace plumbline
