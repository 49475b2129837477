#include "ui/screens/leaderboard/methoddialog.h"

#include "ui/dialogs/dialogkeys.h"
#include "ui/screens/leaderboard/leaderboardwords.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kSize(860, 640);
constexpr int kMostResamples = 20'000;
constexpr int kLeastResamples = 20;
constexpr int kMostAnchor = 100'000;
constexpr double kMostPenalty = 100;
constexpr double kMostStep = 400;
constexpr int kMostOrders = 10'000;

void choose(QComboBox* box, int value)
{
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

QSpinBox* makeSpin(const QString& name, int least, int most)
{
    auto* spin = new QSpinBox;
    spin->setObjectName(name);
    spin->setRange(least, most);
    return spin;
}

} // namespace

MethodDialog::MethodDialog(AppContext& context, const LeaderboardOptions& options, QWidget* parent)
    : DialogFrame(context.theme, tr("Method"), parent)
    , m_context(context)
    , m_given(options)
{
    setObjectName(u"methodDialog"_s);
    setSubtitle(tr("how scores and intervals are computed"));
    setFirstSize(kSize);
    addActions(context.actions);
    build();
    buildFooter();
    show(options);
    ActionCollection& actions = context.actions;
    connect(actions.action(u"leaderboardmethod.use"_s), &QAction::triggered, this, &QDialog::accept);
    connect(actions.action(u"leaderboardmethod.reset"_s), &QAction::triggered, this, [this] {
        LeaderboardOptions first;
        first.baseline = m_given.baseline;
        first.hasSlices = m_given.hasSlices;
        show(first);
    });
    new DialogKeys(actions, this, u"leaderboardmethod"_s);
    m_method->setFocus();
}

void MethodDialog::addActions(ActionCollection& actions)
{
    const PageActions<MethodDialog> here(actions, nullptr, u"leaderboardmethod"_s, tr("Method"));
    here.add(u"leaderboardmethod.use"_s, tr("Use this method"), {QKeySequence(Qt::CTRL | Qt::Key_Return)});
    here.add(u"leaderboardmethod.reset"_s, tr("Back to the start"),
             {QKeySequence(Qt::CTRL | Qt::Key_Backspace)}, u"undo"_s);
}

void MethodDialog::addField(QGridLayout& grid, int row, int column, const QString& name, const QString& hint,
                            QWidget* field)
{
    const Theme& theme = m_context.theme;
    auto* cell = new QVBoxLayout;
    cell->setSpacing(metrics::kSpace2);
    auto* label = new ThemedLabel(theme, name, Text::Strong);
    label->setBuddy(field);
    field->setAccessibleName(name);
    field->setAccessibleDescription(hint);
    auto* caption = new ThemedLabel(theme, hint, Text::Caption, Color::Text2);
    caption->setWordWrap(true);
    cell->addWidget(label);
    cell->addWidget(field);
    cell->addWidget(caption);
    cell->addStretch(1);
    grid.addLayout(cell, row, column);
}

void MethodDialog::build()
{
    m_method = new QComboBox;
    m_method->setObjectName(u"methodScores"_s);
    m_method->addItem(tr("Bradley–Terry"), static_cast<int>(ScoreMethod::BradleyTerry));
    m_method->addItem(tr("Plackett–Luce, from rankings"), static_cast<int>(ScoreMethod::PlackettLuce));
    m_method->addItem(tr("Elo"), static_cast<int>(ScoreMethod::Elo));
    m_method->addItem(tr("Share won"), static_cast<int>(ScoreMethod::WinRate));
    m_ties = new QComboBox;
    m_ties->setObjectName(u"methodTies"_s);
    m_ties->addItem(tr("Half a win for each"), static_cast<int>(stats::TieModel::HalfWins));
    m_ties->addItem(tr("Davidson’s model"), static_cast<int>(stats::TieModel::Davidson));
    m_ties->addItem(tr("Rao and Kupper’s model"), static_cast<int>(stats::TieModel::RaoKupper));
    m_interval = new QComboBox;
    m_interval->setObjectName(u"methodInterval"_s);
    m_interval->addItem(tr("Resamples (bootstrap)"), static_cast<int>(stats::IntervalMethod::Bootstrap));
    m_interval->addItem(tr("Sandwich estimate"), static_cast<int>(stats::IntervalMethod::Sandwich));
    m_interval->addItem(tr("The model’s information"), static_cast<int>(stats::IntervalMethod::Model));
    m_interval->addItem(tr("None"), static_cast<int>(stats::IntervalMethod::None));
    m_cluster = new QComboBox;
    m_cluster->setObjectName(u"methodCluster"_s);
    m_cluster->addItem(tr("Prompts"), static_cast<int>(stats::ClusterBy::Prompt));
    m_cluster->addItem(tr("People"), static_cast<int>(stats::ClusterBy::Annotator));
    m_cluster->addItem(tr("Prompts and people"), static_cast<int>(stats::ClusterBy::Both));
    m_cluster->addItem(tr("Single votes"), static_cast<int>(stats::ClusterBy::None));
    m_resamples = makeSpin(u"methodResamples"_s, kLeastResamples, kMostResamples);
    m_resamples->setSingleStep(100);
    m_seed = makeSpin(u"methodSeed"_s, 0, std::numeric_limits<int>::max());
    m_anchor = makeSpin(u"methodAnchor"_s, -kMostAnchor, kMostAnchor);
    m_anchor->setSingleStep(100);
    m_penalty = new QDoubleSpinBox;
    m_penalty->setObjectName(u"methodPenalty"_s);
    m_penalty->setRange(0, kMostPenalty);
    m_penalty->setDecimals(4);
    m_penalty->setSingleStep(0.01);
    m_eloStep = new QDoubleSpinBox;
    m_eloStep->setObjectName(u"methodEloStep"_s);
    m_eloStep->setRange(0.1, kMostStep);
    m_eloStep->setDecimals(1);
    m_eloOrders = makeSpin(u"methodEloOrders"_s, 0, kMostOrders);
    m_style = new QCheckBox(tr("Compare at equal style"));
    m_style->setObjectName(u"methodStyle"_s);

    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(metrics::kPageMargin, metrics::kSpace5, metrics::kPageMargin, metrics::kSpace5);
    grid->setHorizontalSpacing(metrics::kSpace8);
    grid->setVerticalSpacing(metrics::kSpace5);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    addField(*grid, 0, 0, tr("Scores"), tr("What makes one number of each model from the votes."), m_method);
    addField(*grid, 0, 1, tr("Ties"), tr("Both-bad votes are ties, too."), m_ties);
    addField(*grid, 1, 0, tr("Intervals"), tr("Resamples also give the ranges of ranks."), m_interval);
    addField(*grid, 1, 1, tr("What hangs together"),
             tr("Votes on one prompt, or of one person, are not independent of each other."), m_cluster);
    addField(*grid, 2, 0, tr("Resamples"), tr("More make the ends of the intervals steadier."), m_resamples);
    addField(*grid, 2, 1, tr("Seed"), tr("The same seed gives the same numbers again."), m_seed);
    addField(*grid, 3, 0, tr("Mean of the scores"), tr("400 points more mean odds of 10 to 1."), m_anchor);
    addField(*grid, 3, 1, tr("Penalty"),
             tr("0 is maximum likelihood. A little gives scores to models that never lost."), m_penalty);
    addField(*grid, 5, 0, tr("Elo: K"), tr("How far one vote moves a score."), m_eloStep);
    addField(*grid, 5, 1, tr("Elo: random orders"), tr("0 takes the votes in the order in which they came."),
             m_eloOrders);
    addField(*grid, 4, 0, tr("Style"),
             tr("Length, headers, lists and bold become covariates, so that they do not make the score."),
             m_style);
    grid->setRowStretch(6, 1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"methodScroll"_s);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    body()->addWidget(scroll, 1);
    for (QComboBox* box : {m_method, m_ties, m_interval, m_cluster}) {
        connect(box, &QComboBox::currentIndexChanged, this, &MethodDialog::sync);
    }
    for (QSpinBox* spin : {m_resamples, m_seed, m_anchor, m_eloOrders}) {
        connect(spin, &QSpinBox::valueChanged, this, &MethodDialog::sync);
    }
    for (QDoubleSpinBox* spin : {m_penalty, m_eloStep}) {
        connect(spin, &QDoubleSpinBox::valueChanged, this, &MethodDialog::sync);
    }
    connect(m_style, &QCheckBox::toggled, this, &MethodDialog::sync);
}

void MethodDialog::buildFooter()
{
    const Theme& theme = m_context.theme;
    m_words = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_words->setObjectName(u"methodWords"_s);
    m_words->setWordWrap(true);
    auto* reset = new KeyButton(theme, m_context.actions.action(u"leaderboardmethod.reset"_s));
    reset->setObjectName(u"methodReset"_s);
    auto* use =
        new KeyButton(theme, m_context.actions.action(u"leaderboardmethod.use"_s), KeyButton::Kind::Primary);
    use->setObjectName(u"methodUse"_s);
    for (KeyButton* button : {reset, use}) {
        button->setControlHeight(metrics::kButtonFooter);
    }
    footer()->addWidget(m_words, 1);
    footer()->addWidget(reset);
    footer()->addWidget(use);
}

void MethodDialog::show(const LeaderboardOptions& options)
{
    m_isShowing = true;
    choose(m_method, static_cast<int>(options.method));
    choose(m_ties, static_cast<int>(options.ties));
    choose(m_interval, static_cast<int>(options.interval));
    choose(m_cluster, static_cast<int>(options.cluster));
    m_resamples->setValue(options.resamples);
    m_seed->setValue(static_cast<int>(options.seed));
    m_anchor->setValue(static_cast<int>(options.baseline.isEmpty() ? options.anchor : m_given.anchor));
    m_penalty->setValue(options.l2);
    m_style->setChecked(options.isStyleControlled);
    m_eloStep->setValue(options.eloStep);
    m_eloOrders->setValue(options.eloOrders);
    m_isShowing = false;
    sync();
}

LeaderboardOptions MethodDialog::options() const
{
    LeaderboardOptions options = m_given;
    options.method = static_cast<ScoreMethod>(m_method->currentData().toInt());
    options.ties = static_cast<stats::TieModel>(m_ties->currentData().toInt());
    options.interval = static_cast<stats::IntervalMethod>(m_interval->currentData().toInt());
    options.cluster = static_cast<stats::ClusterBy>(m_cluster->currentData().toInt());
    options.resamples = m_resamples->value();
    options.seed = static_cast<std::uint64_t>(m_seed->value());
    options.anchor = m_anchor->value();
    options.l2 = m_penalty->value();
    options.isStyleControlled = m_style->isChecked();
    options.eloStep = m_eloStep->value();
    options.eloOrders = m_eloOrders->value();
    return options;
}

void MethodDialog::sync()
{
    if (m_isShowing) {
        return;
    }
    const LeaderboardOptions chosen = options();
    const bool isBradleyTerry = chosen.method == ScoreMethod::BradleyTerry;
    const bool isElo = chosen.method == ScoreMethod::Elo;
    const bool hasResamples = chosen.interval == stats::IntervalMethod::Bootstrap;
    m_ties->setEnabled(isBradleyTerry);
    m_style->setEnabled(isBradleyTerry);
    m_penalty->setEnabled(isBradleyTerry || chosen.method == ScoreMethod::PlackettLuce);
    m_cluster->setEnabled(hasResamples || chosen.interval == stats::IntervalMethod::Sandwich);
    m_resamples->setEnabled(hasResamples);
    m_seed->setEnabled(hasResamples || (isElo && chosen.eloOrders > 0));
    m_anchor->setEnabled(chosen.method != ScoreMethod::WinRate && chosen.baseline.isEmpty());
    m_eloStep->setEnabled(isElo);
    m_eloOrders->setEnabled(isElo);
    m_words->setText(methodSentence(chosen));
}

} // namespace plumbline
