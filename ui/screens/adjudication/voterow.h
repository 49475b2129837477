#pragma once

#include <QWidget>

namespace plumbline {

struct VoteEvidence;
class Theme;

/// One vote in the pane of votes: what was said and when, by whom, why, and the critique in full. Read out as
/// one text.
class VoteRow : public QWidget
{
    Q_OBJECT

public:
    VoteRow(const Theme& theme, const VoteEvidence& vote, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace plumbline
