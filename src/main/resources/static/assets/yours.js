// Charts of "make it yours": <div data-yours="KIND" data-points="JSON">, drawn by ECharts in the colours of the theme. Each has its table.
(function () {
  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function palette() {
    return ['--tblr-primary', '--tblr-orange', '--tblr-green', '--tblr-purple', '--tblr-red'].map(color);
  }

  function axis(more) {
    return Object.assign({
      axisLine: { lineStyle: { color: color('--tblr-border-color') } },
      axisLabel: { color: color('--tblr-secondary') },
      splitLine: { lineStyle: { color: color('--tblr-border-color') } },
      nameTextStyle: { color: color('--tblr-secondary') }
    }, more);
  }

  function legend() {
    return { textStyle: { color: color('--tblr-body-color') } };
  }

  var kinds = {
    // Degrees as they are; good enough to see what lies near what.
    map: function (data) {
      var most = Math.max.apply(null, data.spots.map(function (s) { return s.orders; }).concat([1]));
      var codes = data.sites.map(function (s) { return s.code; });
      var series = codes.map(function (code, i) {
        return {
          name: code, type: 'scatter', itemStyle: { color: palette()[i % 5], opacity: 0.6 },
          symbolSize: function (value) { return 4 + 22 * Math.sqrt(value[2] / most); },
          data: data.spots.filter(function (s) { return s.site === code; }).map(function (s) { return [s.longitude, s.latitude, s.orders]; })
        };
      });
      series.push({
        name: 'Sites', type: 'scatter', symbol: 'pin', symbolSize: 34, itemStyle: { color: color('--tblr-body-color') },
        label: { show: true, position: 'top', color: color('--tblr-body-color'), formatter: function (p) { return p.data[2]; } },
        data: data.sites.map(function (s) { return [s.longitude, s.latitude, s.code]; })
      });
      return {
        legend: legend(), xAxis: axis({ type: 'value', scale: true, name: '° east', nameLocation: 'middle', nameGap: 24 }), yAxis: axis({ type: 'value', scale: true, name: '° north' }),
        tooltip: { formatter: function (p) { return p.seriesName === 'Sites' ? p.data[2] : p.data[2] + ' orders from ' + p.seriesName; } },
        series: series
      };
    },
    days: function (points, element) {
      return {
        legend: legend(), tooltip: { trigger: 'axis' },
        xAxis: axis({ type: 'category', data: points.map(function (p) { return p.days; }), name: 'days', nameLocation: 'middle', nameGap: 24 }), yAxis: axis({ type: 'value', minInterval: 1 }),
        series: [
          { name: 'Routed', type: 'bar', color: color('--tblr-primary'), data: points.map(function (p) { return p.orders; }) },
          { name: element.getAttribute('data-alone') + ' alone', type: 'bar', color: color('--tblr-secondary'), data: points.map(function (p) { return p.alone; }) }
        ]
      };
    },
    regions: function (points, element) {
      var digits = new Intl.NumberFormat('en', { style: 'currency', currency: element.getAttribute('data-currency') }).resolvedOptions().maximumFractionDigits;
      var unit = Math.pow(10, digits);
      return {
        tooltip: { trigger: 'axis' },
        xAxis: axis({ type: 'category', data: points.map(function (p) { return p.name; }) }), yAxis: axis({ type: 'value', name: element.getAttribute('data-currency') }),
        series: [{ name: 'Saved', type: 'bar', color: color('--tblr-green'), data: points.map(function (p) { return Math.round(p.aloneMinor - p.costMinor) / unit; }) }]
      };
    }
  };

  function draw(element) {
    if (!window.echarts) return;
    var kind = element.getAttribute('data-yours');
    var option = kinds[kind](JSON.parse(element.getAttribute('data-points')), element);
    option.animation = false;
    option.grid = { left: 16, right: 16, top: 40, bottom: 28, containLabel: true };
    var fresh = !window.echarts.getInstanceByDom(element);
    var chart = window.echarts.getInstanceByDom(element) || window.echarts.init(element);
    chart.setOption(option, true);
    if (fresh && kind === 'map') chart.getZr().on('click', function (event) { place(chart, event); });
  }

  // A click on the map fills the first empty site of the form, and chooses "where I say".
  function place(chart, event) {
    var at = [event.offsetX, event.offsetY];
    if (!chart.containPixel('grid', at)) return;
    var point = chart.convertFromPixel('grid', at);
    var rows = Array.prototype.slice.call(document.querySelectorAll('[data-site]'));
    var row = rows.find(function (r) { return !r.querySelector('[name^=latitude]').value && !r.querySelector('[name^=city]').value; });
    if (!row) return;
    row.closest('details').open = true;
    row.querySelector('[name^=latitude]').value = point[1].toFixed(4);
    row.querySelector('[name^=longitude]').value = point[0].toFixed(4);
    document.querySelector('[name=sites][value=placed]').checked = true;
  }

  function drawAll() { document.querySelectorAll('[data-yours]').forEach(draw); }

  drawAll();
  window.addEventListener('resize', function () {
    document.querySelectorAll('[data-yours]').forEach(function (element) {
      var chart = window.echarts && window.echarts.getInstanceByDom(element);
      if (chart) chart.resize();
    });
  });
  new MutationObserver(drawAll).observe(document.documentElement, { attributes: true, attributeFilter: ['data-bs-theme'] });
})();
