#pragma once

#include <QQueue>
#include <QString>
#include <QStringList>

#include <optional>

class QWidget;

namespace plumbline {

/// The dialogs of the system, behind a seam so that tests can answer them. Each returns nothing when the
/// person closed the dialog without a choice.
class Dialogs
{
public:
    virtual ~Dialogs() = default;

    /// `filter` as QFileDialog takes it; `startPath` a folder or a file.
    [[nodiscard]] virtual std::optional<QString>
    openFile(QWidget* parent, const QString& title, const QString& filter, const QString& startPath = {}) = 0;
    [[nodiscard]] virtual std::optional<QStringList> openFiles(QWidget* parent, const QString& title,
                                                               const QString& filter,
                                                               const QString& startPath = {}) = 0;
    /// Asks before an existing file is overwritten.
    [[nodiscard]] virtual std::optional<QString>
    saveFile(QWidget* parent, const QString& title, const QString& filter, const QString& startPath = {}) = 0;
    [[nodiscard]] virtual std::optional<QString> openFolder(QWidget* parent, const QString& title,
                                                            const QString& startPath = {}) = 0;
    /// For what undo cannot undo: `verb` is the label of the button that goes on ("Make the batches").
    [[nodiscard]] virtual bool confirm(QWidget* parent, const QString& title, const QString& body,
                                       const QString& verb) = 0;
    [[nodiscard]] virtual std::optional<QString> askText(QWidget* parent, const QString& title,
                                                         const QString& label, const QString& text = {}) = 0;
};

/// The real dialogs.
class QtDialogs final : public Dialogs
{
public:
    [[nodiscard]] std::optional<QString> openFile(QWidget* parent, const QString& title,
                                                  const QString& filter, const QString& startPath) override;
    [[nodiscard]] std::optional<QStringList> openFiles(QWidget* parent, const QString& title,
                                                       const QString& filter,
                                                       const QString& startPath) override;
    [[nodiscard]] std::optional<QString> saveFile(QWidget* parent, const QString& title,
                                                  const QString& filter, const QString& startPath) override;
    [[nodiscard]] std::optional<QString> openFolder(QWidget* parent, const QString& title,
                                                    const QString& startPath) override;
    [[nodiscard]] bool confirm(QWidget* parent, const QString& title, const QString& body,
                               const QString& verb) override;
    [[nodiscard]] std::optional<QString> askText(QWidget* parent, const QString& title, const QString& label,
                                                 const QString& text) override;
};

/// Answers from a queue, for tests and the guided tour. An empty queue answers "closed without a choice".
class ScriptedDialogs final : public Dialogs
{
public:
    /// The next answers, in the order in which the dialogs will come. confirm() takes "yes" for yes.
    void answer(const QString& text) { m_answers.enqueue(text); }
    /// Title and body of every dialog that came, in order.
    [[nodiscard]] const QStringList& asked() const { return m_asked; }

    [[nodiscard]] std::optional<QString> openFile(QWidget* parent, const QString& title,
                                                  const QString& filter, const QString& startPath) override;
    [[nodiscard]] std::optional<QStringList> openFiles(QWidget* parent, const QString& title,
                                                       const QString& filter,
                                                       const QString& startPath) override;
    [[nodiscard]] std::optional<QString> saveFile(QWidget* parent, const QString& title,
                                                  const QString& filter, const QString& startPath) override;
    [[nodiscard]] std::optional<QString> openFolder(QWidget* parent, const QString& title,
                                                    const QString& startPath) override;
    [[nodiscard]] bool confirm(QWidget* parent, const QString& title, const QString& body,
                               const QString& verb) override;
    [[nodiscard]] std::optional<QString> askText(QWidget* parent, const QString& title, const QString& label,
                                                 const QString& text) override;

private:
    std::optional<QString> next(const QString& what);

    QQueue<QString> m_answers;
    QStringList m_asked;
};

} // namespace plumbline
