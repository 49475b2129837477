#pragma once

#include <functional>

class QPaintDevice;
class QPainter;

namespace plumbline {

/// Paints onto a device with a QCPPainter, which a PlotCanvas needs; the caller sees a plain painter with
/// smooth edges.
void paintOn(QPaintDevice& device, const std::function<void(QPainter&)>& paint);

} // namespace plumbline
