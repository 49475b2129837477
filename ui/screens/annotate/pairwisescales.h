#pragma once

#include "core/domain/schema.h"
#include "ui/screens/annotate/marginlogic.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace plumbline {

class ActionCollection;
class MarginScale;
class Theme;

/// The answer of a pair: one scale, or a row of scales, one for each question of the schema, of which one is
/// current: it shows the keys. Knows sides, not responses.
class PairwiseScales : public QWidget
{
    Q_OBJECT

public:
    PairwiseScales(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    void setSchema(const SchemaDefinition& schema);
    /// What a question shows.
    void setChoice(int aspect, const std::optional<SideChoice>& choice);
    void setCurrent(int aspect);
    [[nodiscard]] int current() const { return m_current; }
    /// The scale of the current question; it takes the focus.
    [[nodiscard]] MarginScale* currentScale() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int aspect, const plumbline::SideChoice& choice);
    /// The person clicked into another row.
    void currentChosen(int aspect);

private:
    void build();
    void addRow(int aspect);
    void showCurrent();

    class Row;

    const Theme& m_theme;
    ActionCollection& m_actions;
    SchemaDefinition m_schema;
    QScrollArea* m_scroll;
    QWidget* m_body;
    QVBoxLayout* m_layout;
    QList<Row*> m_rows;
    int m_current = 0;
};

} // namespace plumbline
