#include "app/pages.h"

#include "ui/screens/annotate/annotatescreen.h"
#include "ui/screens/home/homescreen.h"
#include "ui/screens/items/itemsscreen.h"

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

} // namespace

QList<PageFactory> workbenchPages()
{
    return {
        {u"home"_s, QString(), u"home"_s, tr("Project home"), u"h"_s, QString(), true, makePage<HomeScreen>},
        {u"items"_s, QString(), u"search"_s, tr("Explorer"), u"e"_s, QString(), true, makePage<ItemsScreen>},
        {u"annotate"_s, tr("Annotate"), u"inbox"_s, tr("My queue"), u"a"_s, tr("Annotate"), true,
         makePage<AnnotateScreen>},
    };
}

} // namespace plumbline
