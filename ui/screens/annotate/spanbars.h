#pragma once

#include "core/domain/schema.h"

#include <QStringList>
#include <QWidget>

namespace plumbline {

class ActionCollection;
class CategoryButton;
class FlowLayout;
class KeyButton;
class SegmentedControl;
class Theme;
class ThemedLabel;

/// First row of the answer bar: the categories and "no errors". Buttons show and trigger the actions
/// annotate.span.category1… and annotate.span.noErrors.
class SpanCategoryBar : public QWidget
{
    Q_OBJECT

public:
    SpanCategoryBar(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    void setSchema(const SchemaDefinition& schema);
    /// Marks the category of what is open; "" for none.
    void setCategory(const QString& id);
    [[nodiscard]] const QList<CategoryButton*>& buttons() const { return m_buttons; }

private:
    const Theme& m_theme;
    ActionCollection& m_actions;
    FlowLayout* m_flow;
    KeyButton* m_noErrors;
    QList<SpanCategory> m_categories;
    QList<CategoryButton*> m_buttons;
};

/// Second row: severity, note, evidence.
class SpanDetailBar : public QWidget
{
    Q_OBJECT

public:
    SpanDetailBar(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);

    void setSchema(const SchemaDefinition& schema);
    /// Shows the severity of what is open; 0: none.
    void setSeverity(int rank);
    /// True while something is open to which a severity can be given.
    void setOpen(bool isOpen);
    void setCompact(bool isCompact);
    [[nodiscard]] QWidget* confidenceAnchor() const;

Q_SIGNALS:
    /// 1 is the mildest.
    void severityChosen(int rank);

private:
    ActionCollection& m_actions;
    ThemedLabel* m_label;
    SegmentedControl* m_severity;
    KeyButton* m_note;
    KeyButton* m_evidence;
    QWidget* m_confidence; ///< holds the button: buttons show themselves with their actions
    QList<Choice> m_severities;
};

} // namespace plumbline
