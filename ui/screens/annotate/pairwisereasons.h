#pragma once

#include "core/domain/schema.h"

#include <QWidget>

namespace plumbline {

class ActionCollection;
class KeyButton;
class ReasonChip;
class Theme;
class ThemedLabel;

/// The second row of a pair: "Why" and the reasons as chips, those without room behind "2 more Y"; Critique
/// and Confidence at the right.
class PairwiseReasons : public QWidget
{
    Q_OBJECT

public:
    /// `context`: where the actions reason1 to reason5 and moreReasons are.
    PairwiseReasons(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr,
                    const QString& context = QStringLiteral("annotate.pairwise"));

    void setSchema(const SchemaDefinition& schema);
    void setChosen(const QStringList& reasons);
    /// The name of the chosen confidence; "" when none.
    void setConfidence(const QString& name);
    void setCritiqued(bool hasCritique);
    void setCompact(bool isCompact);
    /// Reasons that have no chip on the screen now.
    [[nodiscard]] QList<Choice> hiddenReasons() const;
    [[nodiscard]] QWidget* moreButton() const;
    [[nodiscard]] QWidget* confidenceButton() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void arrange();
    [[nodiscard]] int toolsWidth() const;
    void placeTools();
    /// A place in the direction of the interface.
    [[nodiscard]] QRect mirrored(const QRect& place) const;

    const Theme& m_theme;
    ActionCollection& m_actions;
    const QString m_context;
    SchemaDefinition m_schema;
    QStringList m_chosen;
    ThemedLabel* m_label;
    QList<ReasonChip*> m_chips;
    KeyButton* m_more;
    KeyButton* m_critique;
    KeyButton* m_confidence;
    int m_shownChips = 0;
};

} // namespace plumbline
