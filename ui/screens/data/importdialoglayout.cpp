// How the import dialog is built, its actions, and what its footer says.
#include "ui/dialogs/optionrow.h"
#include "ui/screens/data/checkview.h"
#include "ui/screens/data/fieldspane.h"
#include "ui/screens/data/filepage.h"
#include "ui/screens/data/formatpage.h"
#include "ui/screens/data/importdialog.h"
#include "ui/screens/data/stepsbar.h"
#include "ui/screens/data/targetform.h"
#include "ui/shell/actioncollection.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

void ImportDialog::addActions(ActionCollection& actions)
{
    const PageActions<ImportDialog> here(actions, nullptr, u"import"_s, tr("Import"));
    here.add(u"import.files"_s, tr("Choose files"), {QKeySequence(Qt::Key_O)}, u"file"_s);
    here.add(u"import.folder"_s, tr("Choose a folder"), {QKeySequence(Qt::SHIFT | Qt::Key_O)}, u"layers"_s);
    here.add(u"import.next"_s, tr("Next"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
    here.add(u"import.back"_s, tr("Back"), {QKeySequence(Qt::ALT | Qt::Key_Left)});
    ActionSpec errors;
    errors.id = u"import.errors"_s;
    errors.text = tr("Errors and neighbours");
    errors.keys = {QKeySequence(Qt::Key_E)};
    errors.isCheckable = true;
    here.add(errors);
    here.add(u"import.nextError"_s, tr("Next error"), {QKeySequence(Qt::Key_F8)}, u"down"_s);
    here.add(u"import.lastError"_s, tr("Last error"), {QKeySequence(Qt::SHIFT | Qt::Key_F8)}, u"up"_s);
    here.add(u"import.good"_s, tr("Import the good lines"), {QKeySequence(Qt::Key_1)});
    here.add(u"import.nothing"_s, tr("Import nothing unless every line is good"), {QKeySequence(Qt::Key_2)});
    here.add(u"import.report"_s, tr("Save report"), {QKeySequence(Qt::Key_R)});
    const QList<ActionSpec> specs = actions.specs(u"import"_s);
    for (const ActionSpec& spec : specs) {
        actions.action(spec.id)->setEnabled(true); // an earlier dialog may have left them off
    }
}

void ImportDialog::connectActions()
{
    ActionCollection& actions = m_context.actions;
    const auto on = [&](const QString& id, auto slot) {
        connect(actions.action(id), &QAction::triggered, this, slot);
    };
    on(u"import.files"_s, [this] { chooseFiles(); });
    on(u"import.folder"_s, [this] { chooseFolder(); });
    on(u"import.next"_s, [this] { next(); });
    on(u"import.back"_s, [this] { back(); });
    on(u"import.nextError"_s, [this] { m_check->moveToError(1); });
    on(u"import.lastError"_s, [this] { m_check->moveToError(-1); });
    on(u"import.errors"_s, [this](bool isChecked) { m_check->showErrors(isChecked); });
    on(u"import.good"_s, [this] { m_goodLines->click(); });
    on(u"import.nothing"_s, [this] { m_nothing->click(); });
    on(u"import.report"_s, [this] { saveReport(); });
    connect(m_formatPage, &FormatPage::formatChosen, this, &ImportDialog::takeFormat);
    connect(m_fields, &FieldsPane::mappingChanged, this, [this] {
        m_options.fields = m_fields->mapping();
        m_isChecked = false;
        if (m_step == Step::Check) {
            m_checkSoon.start();
        }
        updateFooter();
    });
    connect(m_goodLines, &QAbstractButton::toggled, this, &ImportDialog::updateFooter);
}

void ImportDialog::build()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_steps = new StepsBar(theme, {tr("File"), tr("Format"), tr("Fields"), tr("Check"), tr("Import")});
    m_steps->setObjectName(u"importSteps"_s);
    m_filePage = new FilePage(theme, actions.action(u"import.files"_s), actions.action(u"import.folder"_s));
    m_formatPage = new FormatPage(theme);
    m_fields = new FieldsPane(theme);
    m_target = new TargetForm(theme);
    m_check = new CheckView(theme, actions);
    auto* form = new QScrollArea;
    form->setObjectName(u"targetScroll"_s);
    form->setWidgetResizable(true);
    form->setFrameShape(QFrame::NoFrame);
    form->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    form->setWidget(m_target);
    m_right = new QStackedWidget;
    m_right->addWidget(form);
    m_right->addWidget(m_check);
    auto* both = new QWidget;
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_fields);
    row->addWidget(m_right, 1);
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_filePage);
    m_pages->addWidget(m_formatPage);
    m_pages->addWidget(both);
    body()->addWidget(m_steps);
    body()->addWidget(m_pages, 1);
}

void ImportDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    ActionCollection& actions = m_context.actions;
    m_goodLines =
        new OptionRow(theme, OptionRow::Kind::Radio, tr("Import the good lines and report the bad ones"));
    m_goodLines->setObjectName(u"importGoodLines"_s);
    m_goodLines->setKeys(actions.keycapTexts(u"import.good"_s));
    m_goodLines->setChecked(true);
    m_nothing = new OptionRow(theme, OptionRow::Kind::Radio, tr("Import nothing unless every line is good"));
    m_nothing->setObjectName(u"importNothing"_s);
    m_nothing->setKeys(actions.keycapTexts(u"import.nothing"_s));
    m_ways = new QWidget;
    auto* ways = new QVBoxLayout(m_ways);
    ways->setContentsMargins(0, 0, 0, 0);
    ways->setSpacing(metrics::kSpace1);
    ways->addWidget(m_goodLines);
    ways->addWidget(m_nothing);
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"importWords"_s);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const auto button = [&](const QString& id, KeyButton::Kind kind) {
        auto* made = new KeyButton(theme, actions.action(id), kind);
        made->setObjectName(id + u".button"_s);
        made->setControlHeight(metrics::kButtonFooter);
        return made;
    };
    m_backButton = button(u"import.back"_s, KeyButton::Kind::Secondary);
    m_reportButton = button(u"import.report"_s, KeyButton::Kind::Secondary);
    m_nextButton = button(u"import.next"_s, KeyButton::Kind::Primary);
    footer()->addWidget(m_ways);
    footer()->addWidget(m_words, 1);
    footer()->addWidget(m_backButton);
    footer()->addWidget(m_reportButton);
    footer()->addWidget(m_nextButton);
}

qint64 ImportDialog::goodLines() const
{
    return m_preview.counts.linesRead - m_preview.counts.badLineCount;
}

bool ImportDialog::canGoOn() const
{
    if (isBusy()) {
        return false;
    }
    switch (m_step) {
    case Step::File:
        return !m_files.isEmpty();
    case Step::Format:
        return !m_options.format.isEmpty() && !m_formatPage->chosen().isEmpty();
    case Step::Fields:
        return m_fields->missing().isEmpty();
    case Step::Check:
        return m_isChecked && goodLines() > 0 && m_fields->missing().isEmpty() &&
               (m_goodLines->isChecked() || m_preview.counts.badLineCount == 0);
    }
    return false;
}

void ImportDialog::updateFooter()
{
    const bool isCheck = m_step == Step::Check;
    const ImportReport& counts = m_preview.counts;
    const bool hasErrors = isCheck && m_isChecked && counts.badLineCount > 0;
    m_ways->setVisible(isCheck);
    m_backButton->action()->setEnabled(m_step != Step::File);
    m_reportButton->action()->setEnabled(hasErrors);
    m_reportButton->setVisible(isCheck);
    QAction* next = m_nextButton->action();
    next->setText(isCheck ? tr("Import %1 lines").arg(groupedNumber(m_isChecked ? goodLines() : 0))
                          : tr("Next"));
    next->setEnabled(canGoOn());
    for (const QString& id : {u"import.good"_s, u"import.nothing"_s, u"import.errors"_s,
                              u"import.nextError"_s, u"import.lastError"_s}) {
        m_context.actions.action(id)->setEnabled(isCheck && m_isChecked);
    }
    QString words;
    if (isBusy()) {
        words = tr("Reading…");
    } else if (m_step == Step::Fields && !m_fields->missing().isEmpty()) {
        words = tr("Choose the column for %1.").arg(m_fields->missing().join(u", "_s));
    } else if (hasErrors && !m_goodLines->isChecked()) {
        words =
            tr("Nothing would be imported: %1 lines have an error.").arg(groupedNumber(counts.badLineCount));
    } else if (isCheck && m_isChecked) {
        words = tr("%1 items, %2 labels").arg(groupedNumber(counts.items), groupedNumber(counts.annotations));
    }
    m_words->setText(words);
}

} // namespace plumbline
