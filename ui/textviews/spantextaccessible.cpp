#include "ui/textviews/spantextaccessible.h"

#include <QAccessibleWidget>

#include "ui/textviews/spantextview.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// In attribute strings these three have a meaning of their own.
QString escaped(QString value)
{
    for (const QChar special : {u'\\', u':', u';', u','}) {
        value.replace(special, QString(u'\\') + special);
    }
    return value;
}

/// Offsets of QAccessibleTextInterface are UTF-16 units.
class SpanTextAccessible final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit SpanTextAccessible(SpanTextView* view)
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
        const TextRange range = selected();
        *startOffset = static_cast<int>(range.start);
        *endOffset = static_cast<int>(range.end);
    }
    int selectionCount() const override { return selected().isEmpty() ? 0 : 1; }
    void addSelection(int startOffset, int endOffset) override
    {
        Q_EMIT m_view->spanCreateRequested(m_view->index().utf16ToCodePoint(startOffset),
                                           m_view->index().utf16ToCodePoint(endOffset));
    }
    void removeSelection(int) override { m_view->cancelPending(); }
    void setSelection(int, int startOffset, int endOffset) override { addSelection(startOffset, endOffset); }

    int cursorPosition() const override
    {
        return static_cast<int>(m_view->index().codePointToUtf16(m_view->cursorPosition()));
    }
    void setCursorPosition(int position) override
    {
        m_view->setCursorPosition(m_view->index().utf16ToCodePoint(position));
    }

    QString text(int startOffset, int endOffset) const override
    {
        return m_view->text().mid(startOffset, endOffset - startOffset);
    }
    int characterCount() const override { return static_cast<int>(m_view->text().size()); }
    QRect characterRect(int offset) const override
    {
        const QRect rect = m_view->cursorRect(m_view->index().utf16ToCodePoint(offset));
        return {m_view->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
    }
    int offsetAtPoint(const QPoint& point) const override
    {
        const qint64 at = m_view->positionAt(m_view->viewport()->mapFromGlobal(point));
        return static_cast<int>(m_view->index().codePointToUtf16(at));
    }
    void scrollToSubstring(int startIndex, int) override
    {
        m_view->ensureVisible(m_view->index().utf16ToCodePoint(startIndex));
    }

    /// The spans over `offset`, and the stretch of text over which they stay the same.
    QString attributes(int offset, int* startOffset, int* endOffset) const override
    {
        qsizetype start = 0;
        qsizetype end = m_view->text().size();
        QStringList names;
        for (const SpanMarks::Placed& placed : m_view->marks().all()) {
            for (const qsizetype edge : {placed.range.start, placed.range.end}) {
                (edge <= offset ? start : end) = edge <= offset ? std::max(start, edge) : std::min(end, edge);
            }
            if (placed.range.start <= offset && offset < placed.range.end) {
                names << m_view->spanDescription(placed.mark.id);
            }
        }
        *startOffset = static_cast<int>(start);
        *endOffset = static_cast<int>(end);
        return names.isEmpty() ? QString()
                               : u"mark:true;description:"_s + escaped(names.join(u"; "_s)) + u';';
    }

private:
    [[nodiscard]] TextRange selected() const
    {
        if (m_view->hasPending()) {
            const auto [start, end] = m_view->pendingRange();
            return {m_view->index().codePointToUtf16(start), m_view->index().codePointToUtf16(end)};
        }
        const SpanMarks::Placed* open = m_view->marks().find(m_view->openSpan());
        return open == nullptr ? TextRange{} : open->range;
    }

    SpanTextView* m_view;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* view = qobject_cast<SpanTextView*>(object);
    return view == nullptr ? nullptr : new SpanTextAccessible(view);
}

} // namespace

void installSpanTextAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace plumbline
