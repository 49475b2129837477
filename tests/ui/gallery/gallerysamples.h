#pragma once

#include <QWidget>

namespace plumbline {

class Theme;

/// Pairs of text and ground with their contrast ratio.
class GroundSamples : public QWidget
{
public:
    explicit GroundSamples(const Theme& theme);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

/// The diverging and the sequential ramp, and every icon.
class RampSamples : public QWidget
{
public:
    explicit RampSamples(const Theme& theme);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace plumbline
