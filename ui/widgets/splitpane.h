#pragma once

#include <QSplitter>

namespace plumbline {

class Theme;

/// A splitter whose handle is a line of 1 px that can be grabbed over 8 px.
class SplitPane : public QSplitter
{
    Q_OBJECT

public:
    SplitPane(const Theme& theme, Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    QSplitterHandle* createHandle() override;

private:
    const Theme& m_theme;
};

} // namespace plumbline
