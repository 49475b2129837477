#include "ui/screens/data/filepage.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QDir>
#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QStringListModel>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kListHeight = 160;
constexpr int kTextWidth = 560;

} // namespace

FilePage::FilePage(const Theme& theme, QAction* chooseFiles, QAction* chooseFolder, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new ThemedLabel(theme, tr("Drop files here, or choose them."), Text::Empty))
    , m_list(new QListView)
    , m_files(new QStringListModel(this))
{
    setObjectName(u"importFilePage"_s);
    m_title->setAlignment(Qt::AlignHCenter);
    auto* body =
        new ThemedLabel(theme,
                        tr("Plumbline reads its own JSONL, the TRL formats, MT-Bench, QA-Feedback and "
                           "sparse feedback. Files may be compressed (.gz, .zst). A folder stands for "
                           "the data files in it. Nothing is written before the last step."),
                        Text::Body, Color::Text2);
    body->setWordWrap(true);
    body->setAlignment(Qt::AlignHCenter);
    body->setFixedWidth(theme.scaled(kTextWidth));
    body->setMinimumHeight(body->heightForWidth(theme.scaled(kTextWidth)));
    m_list->setObjectName(u"importFiles"_s);
    m_list->setAccessibleName(tr("Files to import"));
    m_list->setModel(m_files);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFixedSize(theme.scaled(kTextWidth), theme.scaled(kListHeight));
    m_list->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace3);
    buttons->addStretch(1);
    for (QAction* action : {chooseFiles, chooseFolder}) {
        auto* button = new KeyButton(theme, action);
        button->setObjectName(action->objectName() + u".button"_s);
        button->setControlHeight(metrics::kButtonFooter);
        buttons->addWidget(button);
        if (focusProxy() == nullptr) {
            setFocusProxy(button);
        }
    }
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace8, metrics::kSpace8, metrics::kSpace8, metrics::kSpace8);
    column->setSpacing(metrics::kSpace5);
    column->addStretch(2);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(body, 0, Qt::AlignHCenter);
    column->addLayout(buttons);
    column->addWidget(m_list, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void FilePage::setFiles(const QStringList& files)
{
    QStringList shown;
    for (const QString& file : files) {
        shown << QDir::toNativeSeparators(file);
    }
    m_files->setStringList(shown);
    m_list->setVisible(!files.isEmpty());
}

void FilePage::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QRectF zone = QRectF(rect()).adjusted(metrics::kPageMargin, metrics::kPageMargin,
                                                -metrics::kPageMargin, -metrics::kPageMargin);
    drawFrame(painter, zone,
              {m_theme.color(Color::Inset), m_theme.color(Color::BorderStrong), metrics::kStrokeMark,
               metrics::kRadiusCard, true});
}

} // namespace plumbline
