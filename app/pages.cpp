#include "app/pages.h"

#include "ui/screens/annotate/annotatescreen.h"

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
        {u"annotate"_s, tr("Annotate"), u"inbox"_s, tr("My queue"), u"a"_s, tr("Annotate"), true,
         makePage<AnnotateScreen>},
    };
}

} // namespace plumbline
