#include "ui/shell/dialogs.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<QString> unlessEmpty(const QString& path)
{
    return path.isEmpty() ? std::nullopt : std::optional(path);
}

} // namespace

std::optional<QString> QtDialogs::openFile(QWidget* parent, const QString& title, const QString& filter,
                                           const QString& startPath)
{
    return unlessEmpty(QFileDialog::getOpenFileName(parent, title, startPath, filter));
}

std::optional<QStringList> QtDialogs::openFiles(QWidget* parent, const QString& title, const QString& filter,
                                                const QString& startPath)
{
    const QStringList paths = QFileDialog::getOpenFileNames(parent, title, startPath, filter);
    return paths.isEmpty() ? std::nullopt : std::optional(paths);
}

std::optional<QString> QtDialogs::saveFile(QWidget* parent, const QString& title, const QString& filter,
                                           const QString& startPath)
{
    return unlessEmpty(QFileDialog::getSaveFileName(parent, title, startPath, filter));
}

std::optional<QString> QtDialogs::openFolder(QWidget* parent, const QString& title, const QString& startPath)
{
    return unlessEmpty(QFileDialog::getExistingDirectory(parent, title, startPath));
}

bool QtDialogs::confirm(QWidget* parent, const QString& title, const QString& body, const QString& verb)
{
    QMessageBox box(QMessageBox::Question, title, body, QMessageBox::Cancel, parent);
    box.setObjectName(u"confirmDialog"_s);
    const QPushButton* go = box.addButton(verb, QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == go;
}

std::optional<QString> QtDialogs::askText(QWidget* parent, const QString& title, const QString& label,
                                          const QString& text)
{
    bool isAccepted = false;
    const QString answer = QInputDialog::getText(parent, title, label, QLineEdit::Normal, text, &isAccepted);
    return isAccepted ? std::optional(answer) : std::nullopt;
}

std::optional<QString> ScriptedDialogs::next(const QString& what)
{
    m_asked.append(what);
    return m_answers.isEmpty() ? std::nullopt : std::optional(m_answers.dequeue());
}

std::optional<QString> ScriptedDialogs::openFile(QWidget*, const QString& title, const QString&,
                                                 const QString&)
{
    return next(title);
}

std::optional<QStringList> ScriptedDialogs::openFiles(QWidget*, const QString& title, const QString&,
                                                      const QString&)
{
    const std::optional<QString> answer = next(title);
    return answer ? std::optional(answer->split(u'\n', Qt::SkipEmptyParts)) : std::nullopt;
}

std::optional<QString> ScriptedDialogs::saveFile(QWidget*, const QString& title, const QString&,
                                                 const QString&)
{
    return next(title);
}

std::optional<QString> ScriptedDialogs::openFolder(QWidget*, const QString& title, const QString&)
{
    return next(title);
}

bool ScriptedDialogs::confirm(QWidget*, const QString& title, const QString& body, const QString&)
{
    return next(title + u'\n' + body) == u"yes"_s;
}

std::optional<QString> ScriptedDialogs::askText(QWidget*, const QString& title, const QString& label,
                                                const QString&)
{
    return next(title + u'\n' + label);
}

} // namespace plumbline
