#pragma once

#include "core/exchange/exportoptions.h"

#include <QList>
#include <QPair>
#include <QWidget>

namespace plumbline {

class Theme;

/// Where records went on the way from labels to records: numbers with their names, from left to right.
class FunnelRow : public QWidget
{
    Q_OBJECT

public:
    explicit FunnelRow(const Theme& theme, QWidget* parent = nullptr);

    void setReport(const ExportReport& report);
    /// Dims the numbers while new ones are counted.
    void setStale(bool isStale);
    /// Number and name of each step, as shown.
    [[nodiscard]] QList<QPair<QString, QString>> steps() const { return m_steps; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QList<QPair<QString, QString>> m_steps;
    bool m_isStale = false;
};

} // namespace plumbline
