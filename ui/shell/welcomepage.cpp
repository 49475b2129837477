#include "ui/shell/welcomepage.h"

#include "ui/shell/actioncollection.h"
#include "ui/shell/steprow.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/separator.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kCardWidth = 720;
constexpr qsizetype kRecentShown = 5;

/// In the middle, and as high as its words need (an alignment would take the height of unwrapped words).
QHBoxLayout* centred(QWidget* widget)
{
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(widget);
    row->addStretch(1);
    return row;
}

} // namespace

WelcomePage::WelcomePage(AppContext& context, QWidget* parent)
    : Page(parent)
    , m_context(context)
{
    setObjectName(u"welcomePage"_s);
    m_new = addAction(u"welcome.new"_s, tr("Choose a place"), QKeySequence(Qt::Key_N));
    m_open = addAction(u"welcome.open"_s, tr("Choose a file"), QKeySequence(Qt::Key_F));
    m_sample = addAction(u"welcome.sample"_s, tr("Open the sample"), QKeySequence(Qt::Key_O));
    connect(m_new, &QAction::triggered, this, &WelcomePage::newRequested);
    connect(m_open, &QAction::triggered, this, &WelcomePage::openRequested);
    connect(m_sample, &QAction::triggered, this, &WelcomePage::sampleRequested);

    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(u"welcomeScroll"_s);
    scroll->setAccessibleName(tr("Welcome"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto* body = new QWidget;
    body->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(metrics::kPageMargin, metrics::kSpace8, metrics::kPageMargin,
                               metrics::kPageMargin);
    column->setSpacing(metrics::kSpace5);
    column->addStretch(2);
    column->addWidget(
        new EmptyState(context.theme, {}, tr("Nothing is open yet"),
                       tr("A project holds prompts, responses and what people think of them, in one "
                          "file on this machine."),
                       nullptr, body),
        0, Qt::AlignHCenter);
    column->addLayout(centred(makeSteps()));
    m_recentCard = new Card(context.theme, tr("Opened last"), {}, body);
    m_recentCard->setHeaderRule(true);
    m_recentCard->setFixedWidth(context.theme.scaled(kCardWidth));
    m_recentRows = m_recentCard->body();
    column->addLayout(centred(m_recentCard));
    column->addStretch(3);
    scroll->setWidget(body);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setRecent({});
}

QAction* WelcomePage::addAction(const QString& id, const QString& text, const QKeySequence& key)
{
    ActionSpec spec;
    spec.id = id;
    spec.context = u"welcome"_s;
    spec.group = tr("Begin");
    spec.text = text;
    spec.keys = {key};
    return m_context.actions.add(spec);
}

Card* WelcomePage::makeSteps()
{
    auto* card = new Card(m_context.theme, {}, {}, this);
    card->setHeaderRule(true);
    card->setFixedWidth(m_context.theme.scaled(kCardWidth));
    QVBoxLayout* rows = card->body();
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    auto* first = new StepRow(
        m_context.theme, u"home"_s, tr("Look at the sample project"),
        tr("3\u202F355 real votes on 6 models, 500 responses with marked spans, and pairs that wait "
           "for you. It opens as a copy."),
        m_sample, true, card);
    rows->addWidget(first);
    rows->addWidget(new Separator(m_context.theme, Qt::Horizontal, card));
    rows->addWidget(new StepRow(m_context.theme, u"plus"_s, tr("Make a project"),
                                tr("An empty file. Bring your own data in after that: JSONL, JSON or CSV."),
                                m_new, false, card));
    rows->addWidget(new Separator(m_context.theme, Qt::Horizontal, card));
    rows->addWidget(new StepRow(m_context.theme, u"file"_s, tr("Open a project"),
                                tr("A .plumb file that is there already. You can also drop it here."), m_open,
                                false, card));
    m_firstButton = first->button();
    return card;
}

void WelcomePage::setRecent(const QStringList& paths)
{
    while (QLayoutItem* item = m_recentRows->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const qsizetype shown = std::min(paths.size(), kRecentShown);
    for (qsizetype i = 0; i < shown; ++i) {
        const QString path = paths.at(i);
        const QFileInfo file(path);
        const QString key = QString::number(i + 1);
        QAction* open =
            addAction(u"welcome.recent%1"_s.arg(i + 1), file.completeBaseName(), QKeySequence(key));
        open->disconnect(this);
        connect(open, &QAction::triggered, this, [this, path] { Q_EMIT recentChosen(path); });
        auto* row = new QWidget(m_recentCard);
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace5, metrics::kSpace2);
        auto* button = new KeyButton(m_context.theme, open, KeyButton::Kind::Quiet, row);
        button->setObjectName(u"recent%1"_s.arg(i + 1));
        layout->addWidget(button);
        const QString folder = QDir::toNativeSeparators(file.absolutePath());
        layout->addWidget(new ElidedLabel(m_context.theme,
                                          file.exists() ? folder : tr("%1, not there any more").arg(folder),
                                          Text::Caption, Color::Text3, row),
                          1);
        m_recentRows->addWidget(row);
    }
    for (qsizetype i = shown; i < kRecentShown; ++i) {
        if (QAction* unused = m_context.actions.action(u"welcome.recent%1"_s.arg(i + 1))) {
            unused->setEnabled(false);
        }
    }
    for (qsizetype i = 0; i < shown; ++i) {
        m_context.actions.action(u"welcome.recent%1"_s.arg(i + 1))->setEnabled(true);
    }
    m_recentCard->setVisible(shown > 0);
}

void WelcomePage::setOpening(const QString& path)
{
    m_opening = path;
    for (QAction* action : {m_new, m_open, m_sample}) {
        action->setEnabled(path.isEmpty());
    }
    Q_EMIT titleChanged();
}

QString WelcomePage::title() const
{
    return tr("Plumbline");
}

QString WelcomePage::subtitle() const
{
    return m_opening.isEmpty() ? tr("no project is open")
                               : tr("opening %1…").arg(QFileInfo(m_opening).fileName());
}

void WelcomePage::activate()
{
    m_firstButton->setFocus();
}

} // namespace plumbline
