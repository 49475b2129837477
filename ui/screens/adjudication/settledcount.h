#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QList>
#include <QWidget>

namespace plumbline {

struct Session;
class ProgressLine;
class Theme;
class ThemedLabel;

/// The open batches for adjudication, and how far they are.
struct AdjudicationState
{
    QList<BatchId> batches;
    qint64 settled = 0;
    qint64 total = 0;
};
/// For a background read.
[[nodiscard]] Result<AdjudicationState> readAdjudicationState(Session& session);

/// "3 of 24 settled" with its bar, for the header.
class SettledCount : public QWidget
{
    Q_OBJECT

public:
    explicit SettledCount(const Theme& theme, QWidget* parent = nullptr);

    void setCount(qint64 settled, qint64 total);
    [[nodiscard]] QString text() const;

private:
    ThemedLabel* m_count;
    ProgressLine* m_line;
};

} // namespace plumbline
