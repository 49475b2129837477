#pragma once

#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

class QLineEdit;

namespace plumbline {

class ThemedLabel;

/// Asks once who judges: the name stands with every label. Enter goes on.
class NamePage : public Page
{
    Q_OBJECT

public:
    explicit NamePage(AppContext& context, QWidget* parent = nullptr);

    void setSuggestion(const QString& name);
    /// Shows why a name was refused.
    void setProblem(const QString& sentence);

    [[nodiscard]] QString pageId() const override { return QStringLiteral("name"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    void activate() override;

Q_SIGNALS:
    void nameGiven(const QString& name);

private:
    void accept();

    QLineEdit* m_name;
    ThemedLabel* m_problem;
    QAction* m_goOn;
};

} // namespace plumbline
