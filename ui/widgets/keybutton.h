#pragma once

#include "ui/widgets/paintedbutton.h"

namespace plumbline {

/// A button that shows the key of its action as a keycap. Reads text, keys (see keysOf), enabled, checked and
/// tooltip from the action; the icon is the action's property "iconName" or setIconName.
class KeyButton : public PaintedButton
{
    Q_OBJECT

public:
    enum class Kind {
        Primary,   ///< filled; one on a screen
        Secondary, ///< an edge
        Quiet,     ///< no edge
        Toggle,    ///< quiet, and soft blue while its action is checked
        Danger     ///< an edge and text in red
    };

    KeyButton(const Theme& theme, QAction* action, Kind kind = Kind::Secondary, QWidget* parent = nullptr);

    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    void setIconName(const QString& name);
    /// Hides the text; it stays as accessible name and tooltip.
    void setIconOnly(bool iconOnly);
    void setKeysShown(bool shown);
    /// 28 by default, 32 in footers, 36 for Submit; grows with the interface text.
    void setControlHeight(int px);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void syncAction() override;

private:
    struct Look;
    [[nodiscard]] Look look() const;
    [[nodiscard]] QFont textFont() const;

    Kind m_kind;
    QString m_iconName;
    bool m_isIconOnly = false;
    bool m_areKeysShown = true;
    int m_height;
};

} // namespace plumbline
