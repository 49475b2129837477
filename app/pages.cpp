#include "app/pages.h"

#include "ui/screens/adjudication/adjudicationscreen.h"
#include "ui/screens/agreement/agreementscreen.h"
#include "ui/screens/annotate/annotatescreen.h"
#include "ui/screens/annotate/panelfactory.h"
#include "ui/screens/annotators/annotatorsscreen.h"
#include "ui/screens/answers/answersscreen.h"
#include "ui/screens/batches/batchesscreen.h"
#include "ui/screens/data/datascreen.h"
#include "ui/screens/disagreements/disagreementsscreen.h"
#include "ui/screens/home/homescreen.h"
#include "ui/screens/items/itemsscreen.h"
#include "ui/screens/jobs/jobsscreen.h"
#include "ui/screens/judgeruns/judgerunsscreen.h"
#include "ui/screens/judges/judgesscreen.h"
#include "ui/screens/judgesetup/judgesetupscreen.h"
#include "ui/screens/labelerrors/labelerrorsscreen.h"
#include "ui/screens/leaderboard/leaderboardscreen.h"
#include "ui/screens/settings/settingsscreen.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Pages", text);
}

template <typename Screen> Page* makePage(AppContext& context, QWidget* parent)
{
    return new Screen(context, parent);
}

template <typename Screen> void addPageActions(ActionCollection& actions)
{
    Screen::addActions(actions);
}

} // namespace

QList<PageFactory> workbenchPages()
{
    const QString top;
    const QString annotate = tr("Annotate");
    const QString inspect = tr("Inspect");
    const QString manage = tr("Manage");
    return {
        {u"home"_s,
         top,
         u"home"_s,
         tr("Project home"),
         u"h"_s,
         {},
         true,
         makePage<HomeScreen>,
         addPageActions<HomeScreen>},
        {u"items"_s,
         top,
         u"search"_s,
         tr("Explorer"),
         u"e"_s,
         {},
         true,
         makePage<ItemsScreen>,
         addPageActions<ItemsScreen>},
        {u"annotate"_s, annotate, u"inbox"_s, tr("My queue"), u"a"_s, annotate, true,
         makePage<AnnotateScreen>, addAllAnnotateActions},
        {u"answers"_s,
         annotate,
         u"clock"_s,
         tr("My answers"),
         u"y"_s,
         {},
         true,
         makePage<AnswersScreen>,
         addPageActions<AnswersScreen>},
        {u"leaderboard"_s,
         inspect,
         u"bars"_s,
         tr("Leaderboard"),
         u"l"_s,
         {},
         true,
         makePage<LeaderboardScreen>,
         addPageActions<LeaderboardScreen>},
        {u"agreement"_s,
         inspect,
         u"scale"_s,
         tr("Agreement"),
         u"k"_s,
         {},
         true,
         makePage<AgreementScreen>,
         addPageActions<AgreementScreen>},
        {u"annotators"_s,
         inspect,
         u"users"_s,
         tr("Annotators"),
         u"p"_s,
         {},
         true,
         makePage<AnnotatorsScreen>,
         addPageActions<AnnotatorsScreen>},
        {u"judges"_s,
         inspect,
         u"judge"_s,
         tr("Judges"),
         u"j"_s,
         {},
         true,
         makePage<JudgesScreen>,
         addPageActions<JudgesScreen>},
        {u"disagreements"_s,
         inspect,
         u"diff"_s,
         tr("Disagreements"),
         u"u"_s,
         {},
         true,
         makePage<DisagreementsScreen>,
         addPageActions<DisagreementsScreen>},
        {u"labelerrors"_s,
         inspect,
         u"flag"_s,
         tr("Label errors"),
         u"x"_s,
         {},
         true,
         makePage<LabelErrorsScreen>,
         addPageActions<LabelErrorsScreen>},
        {u"adjudication"_s,
         inspect,
         u"check"_s,
         tr("Adjudication"),
         u"v"_s,
         {},
         true,
         makePage<AdjudicationScreen>,
         addPageActions<AdjudicationScreen>},
        {u"data"_s,
         manage,
         u"data"_s,
         tr("Data"),
         u"d"_s,
         {},
         true,
         makePage<DataScreen>,
         addPageActions<DataScreen>},
        {u"batches"_s,
         manage,
         u"cols"_s,
         tr("Batches"),
         u"b"_s,
         {},
         true,
         makePage<BatchesScreen>,
         addPageActions<BatchesScreen>},
        {u"judgesetup"_s,
         manage,
         u"link"_s,
         tr("Judge setup"),
         u"m"_s,
         {},
         true,
         makePage<JudgeSetupScreen>,
         addPageActions<JudgeSetupScreen>},
        {u"judgeruns"_s,
         manage,
         u"play"_s,
         tr("Judge runs"),
         u"n"_s,
         {},
         true,
         makePage<JudgeRunsScreen>,
         addPageActions<JudgeRunsScreen>},
        {u"jobs"_s,
         manage,
         u"jobs"_s,
         tr("Jobs"),
         u"q"_s,
         {},
         true,
         makePage<JobsScreen>,
         addPageActions<JobsScreen>},
        {u"settings"_s,
         manage,
         u"gear"_s,
         tr("Settings"),
         u","_s,
         {},
         false,
         makePage<SettingsScreen>,
         addPageActions<SettingsScreen>},
    };
}

} // namespace plumbline
