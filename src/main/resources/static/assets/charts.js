// Charts of the pages: <div class="wharf-chart" data-chart="KIND" data-points="JSON">, drawn by ECharts in the colours of the theme.
// Each stands beside a table with the same figures, which is what a screen reader reads.
(function () {
  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // 2026-11-05 as the reader's language writes it on an axis: Nov 5.
  function day(text) {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text + 'T12:00').toLocaleDateString(document.documentElement.lang || undefined, { month: 'short', day: 'numeric' }) : text;
  }

  function legend(names) {
    return {
      data: names, type: 'scroll', textStyle: { color: color('--tblr-body-color') }, pageTextStyle: { color: color('--tblr-body-color') },
      pageIconColor: color('--tblr-body-color'), pageIconInactiveColor: color('--tblr-border-color')
    };
  }

  // A share does not pass 100, whatever room the axis would like above it.
  function top(extent) { return extent.max > 80 && extent.max <= 100 ? 100 : null; }

  var kinds = {
    // Past demand as bars, the forecast as a line, and what is exceeded once in ten periods as a dashed one.
    demand: function (points) {
      return {
        legend: legend(['Demanded', 'Expected', 'Exceeded once in ten']),
        xAxis: { type: 'category', data: points.map(function (p) { return day(p.from); }) },
        yAxis: { type: 'value', minInterval: 1 },
        series: [
          { name: 'Demanded', type: 'bar', data: points.map(function (p) { return p.demanded == null ? null : p.demanded; }), itemStyle: { color: color('--tblr-secondary') } },
          { name: 'Expected', type: 'line', showSymbol: false, data: points.map(function (p) { return p.expected == null ? null : p.expected; }), color: color('--tblr-primary') },
          { name: 'Exceeded once in ten', type: 'line', showSymbol: false, data: points.map(function (p) { return p.high == null ? null : p.high; }), color: color('--tblr-orange'), lineStyle: { type: 'dashed' } }
        ]
      };
    },
    // Days of a figure: lines, bars, or bars on each other. points: {x, unit, series: [{name, type, stack, data}]}.
    series: function (points) {
      var palette = ['--tblr-primary', '--tblr-orange', '--tblr-green', '--tblr-purple', '--tblr-cyan', '--tblr-yellow', '--tblr-red'];
      return {
        legend: legend(points.series.map(function (s) { return s.name; })),
        xAxis: { type: 'category', data: points.x.map(day) },
        yAxis: { type: 'value', name: points.unit, nameTextStyle: { color: color('--tblr-secondary') }, scale: points.unit === '%', max: points.unit === '%' ? top : null },
        series: points.series.map(function (s, i) {
          return {
            name: s.name, type: s.type, stack: s.stack || undefined, data: s.data, color: color(palette[i % palette.length]),
            connectNulls: true, symbolSize: 4, showSymbol: points.x.length < 40
          };
        })
      };
    },
    // The small line on a tile.
    spark: function (points) {
      return {
        xAxis: { type: 'category', show: false, data: points.map(function (_, i) { return i; }) },
        yAxis: { type: 'value', show: false, scale: true },
        series: [{ type: 'line', data: points, showSymbol: false, connectNulls: true, silent: true, color: color('--tblr-primary'), lineStyle: { width: 2 } }]
      };
    }
  };

  function themed(option) {
    var line = color('--tblr-border-color');
    var text = color('--tblr-secondary');
    [option.xAxis, option.yAxis].forEach(function (axis) {
      axis.axisLine = { lineStyle: { color: line } };
      axis.axisLabel = { color: text };
      axis.splitLine = { lineStyle: { color: line } };
    });
    option.xAxis.splitLine.show = false;
    option.animation = false;
    option.grid = { left: 16, right: 24, top: 36, bottom: 8, containLabel: true };
    option.tooltip = { trigger: 'axis' };
    return option;
  }

  function draw(element) {
    var kind = kinds[element.getAttribute('data-chart')];
    if (!kind || !window.echarts) return;
    var points = JSON.parse(element.getAttribute('data-points'));
    var chart = window.echarts.getInstanceByDom(element) || window.echarts.init(element);
    var option = themed(kind(points));
    if (element.getAttribute('data-chart') === 'spark') {
      option.grid = { left: 2, right: 2, top: 4, bottom: 4 };
      option.tooltip = { show: false };
    }
    if (element.getAttribute('data-chart') === 'series') option.grid.top = 56;
    chart.setOption(option, true);
  }

  function drawAll() { document.querySelectorAll('[data-chart]').forEach(draw); }

  drawAll();
  window.addEventListener('resize', function () {
    document.querySelectorAll('[data-chart]').forEach(function (element) {
      var chart = window.echarts && window.echarts.getInstanceByDom(element);
      if (chart) chart.resize();
    });
  });
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ['data-bs-theme'] });
})();
