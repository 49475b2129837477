#pragma once

/// Sizes in device-independent pixels, on a grid of 4. Heights that hold text are minima: a control asks
/// its font for more when the interface text is larger (see Theme::scaled).
namespace plumbline::metrics {

// Gaps: 4 inside a control, 8 between controls, 12 or 16 between cards, 24 page margin.
inline constexpr int kSpace1 = 2;
inline constexpr int kSpace2 = 4;
inline constexpr int kSpace3 = 8;
inline constexpr int kSpace4 = 12;
inline constexpr int kSpace5 = 16;
inline constexpr int kSpace6 = 20;
inline constexpr int kSpace7 = 24;
inline constexpr int kSpace8 = 32;
inline constexpr int kPageMargin = kSpace7;

inline constexpr int kRadiusMark = 3;
inline constexpr int kRadiusKey = 4;
inline constexpr int kRadiusCell = 4;
inline constexpr int kRadiusControl = 6;
inline constexpr int kRadiusCard = 8;
inline constexpr int kRadiusChip = 12;
inline constexpr int kRadiusReason = 14;

inline constexpr double kStrokeHair = 1.0;
inline constexpr double kStrokeMark = 1.5;
inline constexpr double kStrokeFocus = 2.0;
inline constexpr int kFocusGap = 1; ///< between a control and its focus ring

inline constexpr int kRail = 52;
inline constexpr int kSideBar = 208;
inline constexpr int kHeader = 48;
inline constexpr int kStatusBar = 28;
inline constexpr int kPaneGuidelines = 280;
inline constexpr int kPaneDetails = 372;
inline constexpr int kPaneEvidence = 440;
inline constexpr int kPaneEvidenceWide = 480;
inline constexpr int kRow = 32;
inline constexpr int kRowDense = 28;
inline constexpr int kRowTree = 24;
inline constexpr int kRowChart = 44;
inline constexpr int kNavRow = 28;
inline constexpr int kButton = 28;
inline constexpr int kButtonFooter = 32;
inline constexpr int kButtonSubmit = 36;
inline constexpr int kField = 32;
inline constexpr int kChip = 24;
inline constexpr int kReason = 28;
inline constexpr int kScale = 44;
inline constexpr int kScaleCell = 28;
inline constexpr int kKey = 18;
inline constexpr int kTouchMin = 24;
inline constexpr int kWindowMinWidth = 1024;
inline constexpr int kWindowMinHeight = 720;
inline constexpr int kDialogWidth = 1168;
inline constexpr int kDialogHeight = 800;
inline constexpr int kResponseTextMax = 616; ///< about 84 characters
inline constexpr int kSpanTextMax = 700;
inline constexpr int kContentMax = 1680; ///< on wide screens the content stops here

inline constexpr int kIconTiny = 12;
inline constexpr int kIconSmall = 14;
inline constexpr int kIcon = 16;
inline constexpr int kIconNav = 18;
inline constexpr int kIconLarge = 22;

// Line heights of running text, for fixed-height blocks (at response size 15 and span size 17).
inline constexpr int kLineResponse = 24;
inline constexpr int kLineSpan = 44;
inline constexpr int kLineCode = 20;

// Motion and timing, milliseconds.
inline constexpr int kMotionPaneMs = 120;
inline constexpr int kMotionBarMs = 160;
inline constexpr int kDraftDelayMs = 500;
inline constexpr int kKeySequenceMs = 1000;

inline constexpr double kDimOpacity = 0.38; ///< of the window behind an overlay

} // namespace plumbline::metrics
