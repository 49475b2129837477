#include "ui/textviews/plaintextaccessible.h"

#include <QAccessibleWidget>

#include "ui/textviews/plaintextview.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

class PlainTextAccessible final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit PlainTextAccessible(PlainTextView* view)
        : QAccessibleWidget(view, QAccessible::EditableText)
        , m_view(view)
    {
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface) {
            return static_cast<QAccessibleTextInterface*>(this);
        }
        return QAccessibleWidget::interface_cast(type);
    }
    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        state.selectableText = true;
        return state;
    }
    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_view->text() : QAccessibleWidget::text(kind);
    }

    void selection(int, int* startOffset, int* endOffset) const override
    {
        *startOffset = static_cast<int>(m_view->selection().start);
        *endOffset = static_cast<int>(m_view->selection().end);
    }
    int selectionCount() const override { return m_view->selection().isEmpty() ? 0 : 1; }
    void addSelection(int startOffset, int endOffset) override
    {
        m_view->setSelection({startOffset, endOffset});
    }
    void removeSelection(int) override { m_view->setSelection({}); }
    void setSelection(int, int startOffset, int endOffset) override { addSelection(startOffset, endOffset); }
    int cursorPosition() const override { return static_cast<int>(m_view->selection().end); }
    void setCursorPosition(int position) override { m_view->ensureVisible(position); }

    QString text(int startOffset, int endOffset) const override
    {
        return m_view->text().mid(startOffset, endOffset - startOffset);
    }
    int characterCount() const override { return static_cast<int>(m_view->text().size()); }
    QRect characterRect(int offset) const override
    {
        const QRect rect = m_view->positionRect(offset);
        return {m_view->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    int offsetAtPoint(const QPoint& point) const override
    {
        return static_cast<int>(m_view->positionAt(m_view->viewport()->mapFromGlobal(point)));
    }
    void scrollToSubstring(int startIndex, int) override { m_view->ensureVisible(startIndex); }

    QString attributes(int offset, int* startOffset, int* endOffset) const override
    {
        qsizetype start = 0;
        qsizetype end = m_view->text().size();
        QString attributes;
        for (const TextHighlight& highlight : m_view->highlights()) {
            if (highlight.range.end <= offset) {
                start = highlight.range.end;
                continue;
            }
            if (highlight.range.start <= offset) {
                start = highlight.range.start;
                end = highlight.range.end;
                const bool isInserted = highlight.kind == TextHighlight::Kind::Inserted;
                attributes =
                    isInserted ? u"text-underline-type:single;"_s : u"text-line-through-type:single;"_s;
            } else {
                end = highlight.range.start;
            }
            break;
        }
        *startOffset = static_cast<int>(start);
        *endOffset = static_cast<int>(end);
        return attributes;
    }

private:
    PlainTextView* m_view;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* view = qobject_cast<PlainTextView*>(object);
    return view == nullptr ? nullptr : new PlainTextAccessible(view);
}

} // namespace

void installPlainTextAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace plumbline
