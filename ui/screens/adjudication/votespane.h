#pragma once

#include "ui/screens/adjudication/unitevidence.h"

#include <QScrollArea>

class QVBoxLayout;

namespace plumbline {

class Card;
class ElidedLabel;
class Theme;
class ThemedLabel;

/// Beside the answer of who settles a unit: every vote with who, when and why, people before judges. Models
/// are named once the verdict is in.
class VotesPane : public QWidget
{
    Q_OBJECT

public:
    explicit VotesPane(const Theme& theme, QWidget* parent = nullptr);

    /// `isSettled`: the person's own verdict is in, so the models are named.
    void setEvidence(const UnitEvidence& evidence, bool isSettled);
    /// While the votes of another unit are read.
    void clear();
    /// What the last verdict was, with the models; "" takes it away.
    void setLastVerdict(const QString& text);

    [[nodiscard]] const UnitEvidence& evidence() const { return m_evidence; }
    [[nodiscard]] QString captionText() const;
    [[nodiscard]] QString modelsText() const;
    [[nodiscard]] QString lastVerdict() const;
    /// What F6 stops at.
    [[nodiscard]] QWidget* list() const { return m_scroll; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();

    const Theme& m_theme;
    UnitEvidence m_evidence;
    ElidedLabel* m_caption = nullptr;
    ThemedLabel* m_models = nullptr;
    QScrollArea* m_scroll = nullptr;
    QWidget* m_body = nullptr;
    QVBoxLayout* m_rows = nullptr;
    Card* m_last = nullptr;
    ThemedLabel* m_lastText = nullptr;
};

} // namespace plumbline
