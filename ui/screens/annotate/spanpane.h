#pragma once

#include <QWidget>

class QListView;

namespace plumbline {

class ActionCollection;
class ElidedLabel;
class EvidencePane;
class SpanListModel;
class Theme;

/// The pane beside the text: the spans in text order above, evidence below.
class SpanPane : public QWidget
{
    Q_OBJECT

public:
    SpanPane(const Theme& theme, ActionCollection& actions, QWidget* parent = nullptr);
    ~SpanPane() override;

    [[nodiscard]] SpanListModel* model() const { return m_model; }
    [[nodiscard]] EvidencePane* evidence() const { return m_evidence; }
    [[nodiscard]] QListView* list() const { return m_list; }
    /// The list has other spans, or another one is open (`contentIndex`; −1: none).
    void showSpans(int contentIndex);

Q_SIGNALS:
    void spanChosen(int contentIndex);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitList();

    const Theme& m_theme;
    QWidget* m_header;
    QListView* m_list;
    ElidedLabel* m_empty;
    QWidget* m_emptyRow = nullptr;
    SpanListModel* m_model;
    EvidencePane* m_evidence;
    QStringList m_keys;
    bool m_isShowing = false;
};

} // namespace plumbline
