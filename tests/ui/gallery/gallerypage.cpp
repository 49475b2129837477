#include "tests/ui/gallery/gallerypage.h"

#include "tests/ui/gallery/gallerysamples.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/card.h"
#include "ui/widgets/categorybutton.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/historystrip.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/marginscale.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/navbar.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/reasonchip.h"
#include "ui/widgets/scalecells.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/sheetoverlay.h"
#include "ui/widgets/statcard.h"
#include "ui/widgets/statusitem.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QCheckBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QRadioButton>

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

constexpr int kGap = 16;
constexpr int kMargin = 20;

QHBoxLayout* row(QVBoxLayout* in, std::initializer_list<QWidget*> widgets, int gap = 8)
{
    auto* layout = new QHBoxLayout;
    layout->setSpacing(gap);
    for (QWidget* widget : widgets) {
        layout->addWidget(widget, 0, Qt::AlignVCenter);
    }
    layout->addStretch(1);
    in->addLayout(layout);
    return layout;
}

} // namespace

GalleryPage::GalleryPage(const Theme& theme)
    : m_theme(theme)
{
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(navigation(true));
    outer->addWidget(navigation(false));
    auto* grid = new QGridLayout;
    grid->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    grid->setSpacing(kGap);
    outer->addLayout(grid, 1);
    grid->addWidget(buttons(), 0, 0);
    grid->addWidget(chips(), 0, 1);
    grid->addWidget(scales(), 1, 0, 1, 2);
    grid->addWidget(categories(), 2, 0);
    grid->addWidget(fields(), 2, 1);
    grid->addWidget(grounds(), 3, 0);
    grid->addWidget(type(), 3, 1);
    grid->addWidget(numbers(), 4, 0);
    grid->addWidget(ramps(), 4, 1);
    grid->addWidget(bars(), 5, 0, 1, 2);
    grid->addWidget(empty(), 6, 0, 1, 2);
    grid->setRowStretch(7, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
}

void GalleryPage::focusExamples()
{
    m_focused->setFocus(Qt::TabFocusReason);
}

void GalleryPage::openSheet()
{
    auto* overlay = new SheetOverlay(m_theme, this);
    auto* sheet = new QWidget;
    auto* layout = new QVBoxLayout(sheet);
    layout->setContentsMargins(24, 16, 24, 24);
    row(layout, {new ThemedLabel(m_theme, u"Keys"_s, Text::Title), new SearchField(m_theme, u"Find a key"_s)},
        24);
    layout->addWidget(new Separator(m_theme, Qt::Horizontal));
    layout->addWidget(new StatusItem(m_theme, u"Scroll together"_s, {u"L"_s}));
    sheet->setMinimumSize(600, 240);
    overlay->setSheet(sheet);
    overlay->open();
}

QWidget* GalleryPage::empty()
{
    auto* state = new EmptyState(m_theme, {}, u"Nothing to judge yet"_s,
                                 u"An item is a prompt with one or more responses. Bring some in to begin."_s,
                                 action(u"Choose a file"_s, u"I"_s));
    state->setMinimumHeight(290);
    return state;
}

void GalleryPage::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), m_theme.color(Color::Surface));
}

QAction* GalleryPage::action(const QString& text, const QString& keys, const QString& icon)
{
    auto* made = new QAction(text, this);
    made->setProperty("keys", keys);
    made->setProperty("iconName", icon);
    return made;
}

QWidget* GalleryPage::buttons()
{
    using Kind = KeyButton::Kind;
    auto* card = new Card(m_theme, u"Buttons and keys"_s);
    auto* submit = new KeyButton(m_theme, action(u"Submit"_s, u"Enter"_s), Kind::Primary);
    submit->setControlHeight(metrics::kButtonSubmit);
    QAction* markdown = action(u"Markdown"_s, u"M"_s);
    markdown->setCheckable(true);
    markdown->setChecked(true);
    row(card->body(), {submit, new KeyButton(m_theme, action(u"Import"_s, u"I"_s, u"ul"_s)),
                       new KeyButton(m_theme, action(u"Fold"_s, u"P"_s), Kind::Quiet),
                       new KeyButton(m_theme, markdown, Kind::Toggle)});
    QAction* offAction = action(u"Submit"_s, u"Enter"_s);
    offAction->setEnabled(false);
    auto* off = new KeyButton(m_theme, offAction, Kind::Primary);
    off->setControlHeight(metrics::kButtonSubmit);
    row(card->body(),
        {off, new ThemedLabel(m_theme, u"off: the reason stands beside it"_s, Text::Caption, Color::Text2)});
    m_focused = new KeyButton(m_theme, action(u"Import"_s, u"I"_s, u"ul"_s));
    row(card->body(),
        {new KeyButton(m_theme, action(u"Retract"_s, u"Ctrl Backspace"_s), Kind::Danger), m_focused,
         new ThemedLabel(m_theme, u"focus ring: 2 px, 1 px gap"_s, Text::Caption, Color::Text2)},
        12);
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::chips()
{
    auto* card = new Card(m_theme, u"Chips"_s, u"and other small things"_s);
    auto* better = new ReasonChip(m_theme, u"Better style"_s, u"R"_s);
    better->setChecked(true);
    row(card->body(), {new Chip(m_theme, u"votes by"_s, u"people"_s),
                       new Chip(m_theme, u"selected"_s, u"gpt-4"_s, Chip::Kind::Selection),
                       new ReasonChip(m_theme, u"Clearer"_s, u"E"_s), better});
    card->body()->addWidget(new ThemedLabel(
        m_theme, u"A plain chip filters the page. A blue chip is a selection: it fills the lists."_s,
        Text::Caption, Color::Text2));
    card->body()->addWidget(new PillTabs(m_theme, {u"Evidence"_s, u"Missing info (3)"_s, u"Reference"_s}));
    auto* progress = new ProgressLine(m_theme);
    progress->setValue(0.4);
    progress->setMaximumWidth(120);
    row(card->body(), {new ThemedLabel(m_theme, u"48 of 120"_s, Text::Strong), progress,
                       new ThemedLabel(m_theme, u"median 41 s"_s, Text::Caption, Color::Text2)});
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::scales()
{
    auto* card = new Card(m_theme, u"Scales"_s);
    auto* margin = new MarginScale(m_theme);
    margin->setMargin(-1);
    row(card->body(), {margin});
    auto* six = new ScaleCells(m_theme, 1, 7, true);
    six->setValue(6);
    auto* none = new ScaleCells(m_theme, 1, 5, true);
    none->setNotApplicable();
    auto* severity =
        new SegmentedControl(m_theme, {u"Minor"_s, u"Major"_s, u"Critical"_s}, {u"Q"_s, u"W"_s, u"E"_s});
    severity->setValue(1);
    row(card->body(), {six, new ScaleCells(m_theme, 1, 5, true), none, severity}, 24);
    return card;
}

QWidget* GalleryPage::fields()
{
    auto* card = new Card(m_theme, u"Fields"_s);
    auto* plain = new QLineEdit(u"mt-bench-people"_s);
    row(card->body(), {plain, new SearchField(m_theme, u"Go to or do..."_s, {u"Ctrl"_s, u"K"_s})});
    auto* good = new QRadioButton(u"Good lines"_s);
    good->setChecked(true);
    auto* data = new QCheckBox(u"Data card"_s);
    data->setChecked(true);
    row(card->body(), {good, new QRadioButton(u"All or nothing"_s), data, new QCheckBox(u"Checksums"_s)}, 16);
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::categories()
{
    auto* card = new Card(m_theme, u"Categories"_s);
    auto* holder = new QWidget;
    auto* flow = new FlowLayout(holder);
    const QStringList names = {u"Irrelevant"_s, u"Wrong fact"_s, u"Unverifiable"_s, u"Repetitive"_s,
                               u"Missing"_s,    u"Incoherent"_s, u"Seventh"_s};
    for (int slot = 0; slot < names.size(); ++slot) {
        auto* button = new CategoryButton(m_theme, slot, names.at(slot), QString::number(slot + 1));
        button->setChecked(slot == 2);
        flow->addWidget(button);
    }
    card->body()->addWidget(holder);
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::type()
{
    auto* card = new Card(m_theme, u"Type: Inter and Noto Sans Mono"_s);
    card->body()->addWidget(new ThemedLabel(m_theme, u"Page number 24"_s, Text::Number));
    card->body()->addWidget(new ThemedLabel(m_theme, u"Empty state 20"_s, Text::Empty));
    row(card->body(),
        {new ThemedLabel(m_theme, u"Title 15 semibold"_s, Text::Title),
         new ThemedLabel(m_theme, u"Response 15 on 24"_s, Text::Response)},
        16);
    row(card->body(),
        {new ThemedLabel(m_theme, u"Body 13"_s), new ThemedLabel(m_theme, u"Body 13 medium"_s, Text::Button),
         new ThemedLabel(m_theme, u"Body 13 semibold"_s, Text::Strong)},
        16);
    row(card->body(),
        {new ThemedLabel(m_theme, u"Caption 12"_s, Text::Caption, Color::Text2),
         new ThemedLabel(m_theme, u"Mono 12 {\"turn\": 2}"_s, Text::Mono)},
        16);
    return card;
}

QWidget* GalleryPage::grounds()
{
    auto* card = new Card(m_theme, u"Text on ground, with contrast"_s);
    card->body()->addWidget(new GroundSamples(m_theme));
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::ramps()
{
    auto* card = new Card(m_theme, u"Ramps and icons"_s);
    card->body()->addWidget(new RampSamples(m_theme));
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::numbers()
{
    auto* card = new Card(m_theme, u"Figures"_s);
    auto* holder = new QHBoxLayout;
    holder->setSpacing(kGap);
    holder->addWidget(
        new StatCard(m_theme, groupedNumber(3355), u"human votes"_s, u"65 people, 1\u202F814 pairs"_s));
    holder->addWidget(
        new StatCard(m_theme, groupedNumber(2400), u"judge verdicts"_s, u"GPT-4, both orders"_s));
    card->body()->addLayout(holder);
    card->body()->addStretch(1);
    return card;
}

QWidget* GalleryPage::bars()
{
    auto* holder = new QWidget;
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* error = new MessageBar(m_theme);
    error->setActions({action(u"Show the line"_s, u"F8"_s), action(u"Import the others"_s, u"Ctrl Enter"_s)});
    error->showMessage(MessageBar::Severity::Error,
                       u"answers.jsonl was not imported. Nothing in the project has changed."_s,
                       u"Line 214, field winner: “model_c” is not model_a, model_b or tie."_s);
    layout->addWidget(error);
    auto* warning = new MessageBar(m_theme);
    warning->showMessage(MessageBar::Severity::Warning, u"The routing plan is older than 42 votes."_s, {},
                         u"made 2024-05-01"_s);
    layout->addWidget(warning);
    auto* bar = new BarFrame(m_theme, Color::Chrome, Qt::TopEdge);
    auto* pieces = new QHBoxLayout(bar);
    pieces->setContentsMargins(12, 1, 12, 0);
    pieces->setSpacing(8);
    auto* saved = new StatusItem(m_theme, u"Draft saved 12:04:31"_s);
    saved->setDot(Color::Ok);
    pieces->addWidget(saved);
    pieces->addWidget(new Separator(m_theme, Qt::Vertical));
    pieces->addWidget(new StatusItem(m_theme, u"Last answers"_s));
    auto* history = new HistoryStrip(m_theme);
    using State = HistoryStrip::State;
    history->setEntries({{u"A"_s, State::Submitted, {}},
                         {u"B+"_s, State::Submitted, {}},
                         {u"="_s, State::Submitted, {}},
                         {u"skip"_s, State::Skipped, {}},
                         {u"bad"_s, State::Submitted, {}},
                         {u"48"_s, State::Current, {}}});
    pieces->addWidget(history);
    pieces->addWidget(new Separator(m_theme, Qt::Vertical));
    pieces->addWidget(new StatusItem(m_theme, u"Undo"_s, {u"Ctrl"_s, u"Z"_s}));
    pieces->addStretch(1);
    pieces->addWidget(new StatusItem(m_theme, u"Keys"_s, {u"?"_s}));
    layout->addWidget(bar);
    return holder;
}

QWidget* GalleryPage::navigation(bool isRail)
{
    auto* bar = new NavBar(m_theme);
    bar->setEntries({{{}, u"home"_s, u"Project home"_s, u"g h"_s, u"home"_s},
                     {{}, u"search"_s, u"Explorer"_s, u"g e"_s, u"explorer"_s},
                     {u"Annotate"_s, u"inbox"_s, u"My queue"_s, u"g a"_s, u"queue"_s},
                     {u"Annotate"_s, u"clock"_s, u"My answers"_s, u"g y"_s, u"answers"_s},
                     {u"Inspect"_s, u"bars"_s, u"Leaderboard"_s, u"g l"_s, u"leaderboard"_s},
                     {u"Inspect"_s, u"tree"_s, u"Taxonomy"_s, u"g t"_s, u"taxonomy"_s},
                     {u"Manage"_s, u"gear"_s, u"Settings"_s, u"g ,"_s, u"settings"_s}});
    bar->setCurrentPage(u"home"_s);
    bar->setRail(isRail);
    return bar;
}

} // namespace plumbline
