#pragma once

#include "core/store/labelling.h"

#include <QWidget>

namespace plumbline {

class ActionCollection;
class KeyButton;
class ProgressLine;
class Theme;
class ThemedLabel;

/// Progress and pace in the header: "48 of 120", a line, "median 41 s  about 49 min left".
class AnnotateHeader : public QWidget
{
    Q_OBJECT

public:
    AnnotateHeader(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    /// `position`: the number of the open item; 0 when none is open.
    void setProgress(const Progress& progress, qint64 position);
    void setPaceShown(bool isShown);
    /// Whether there is more than one batch to choose from.
    void setQueueShown(bool isShown);
    /// The median goes where the window is narrow.
    void setCompact(bool isCompact);
    [[nodiscard]] KeyButton* queueButton() const { return m_queue; }

private:
    void update();

    KeyButton* m_queue;
    ThemedLabel* m_count;
    ProgressLine* m_line;
    ThemedLabel* m_median;
    ThemedLabel* m_remaining;
    Progress m_progress;
    bool m_isPaceShown = true;
    bool m_isCompact = false;
};

/// "median 41 s", "median 2 min"; "" when nothing is known.
[[nodiscard]] QString medianText(const std::optional<qint64>& medianMs);
/// "about 49 min left", "about 3 h left", "less than a minute left"; "" when nothing is known.
[[nodiscard]] QString remainingText(const std::optional<qint64>& remainingMs);

} // namespace plumbline
