// Tables sort by a click on a heading and filter by a text field; the contents follow the reader.
// Nothing here holds data: all words come from the page, so this text is the same in every report.
(function () {
  'use strict';
  var root = document.documentElement;
  root.className = 'js';
  // By sound in both languages: a reader of English looks 人才 up under r, too.
  var collator = new Intl.Collator('zh-CN', { numeric: true });

  // 一季度…四季度 in order of time; by their sounds they would begin with 二.
  function comparable(text) {
    return text.replace(/[一二三四](?=季度)/g, function (c) { return '一二三四'.indexOf(c) + 1; });
  }

  function setUp(table) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows);
    if (!table.tHead || table.hasAttribute('data-empty')) return;
    var original = rows.slice();
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var figure = table.closest('.table');
    var filter = figure && figure.querySelector('input');
    var more = figure && figure.querySelector('button.more');
    var status = figure && figure.querySelector('.status');
    var shown = Number(table.getAttribute('data-shown')) || rows.length;
    var all = false;
    var texts = new Map();

    function text(row) {
      if (!texts.has(row)) {
        texts.set(row, Array.prototype.map.call(row.cells, function (c) { return c.textContent; }).join('\n').toLowerCase());
      }
      return texts.get(row);
    }

    // Rows that are not shown leave the table; those left are in the order of the sort.
    function refresh() {
      var wanted = filter ? filter.value.trim().toLowerCase() : '';
      var visible = document.createDocumentFragment();
      var seen = 0;
      body.textContent = '';
      rows.forEach(function (row) {
        if (wanted ? text(row).indexOf(wanted) < 0 : !all && seen >= shown) return;
        visible.appendChild(row);
        seen += 1;
      });
      body.appendChild(visible);
      if (status) status.textContent = status.getAttribute('data-text').replace('{k}', seen).replace('{n}', rows.length);
      if (more) {
        more.hidden = Boolean(wanted);
        more.textContent = more.getAttribute(all ? 'data-fewer' : 'data-more');
        more.setAttribute('aria-expanded', String(all));
      }
    }

    // Numbers start with the largest, text with the first; then the other way round; then as it was.
    function sort(column) {
      var head = heads[column];
      var numeric = head.className === 'n';
      var cycle = numeric ? ['descending', 'ascending'] : ['ascending', 'descending'];
      var next = cycle[cycle.indexOf(head.getAttribute('aria-sort')) + 1];
      heads.forEach(function (h) { h.removeAttribute('aria-sort'); });
      rows = original.slice();
      if (next) {
        head.setAttribute('aria-sort', next);
        var sign = next === 'ascending' ? 1 : -1;
        var keyed = rows.map(function (row, at) {
          var cell = row.cells[column] ? row.cells[column].textContent.trim() : '';
          return { row: row, at: at, none: cell === '', key: numeric ? Number(cell) : comparable(cell) };
        });
        keyed.sort(function (a, b) {
          if (a.none || b.none) return a.none - b.none || a.at - b.at;
          return sign * (numeric ? a.key - b.key : collator.compare(a.key, b.key)) || a.at - b.at;
        });
        rows = keyed.map(function (k) { return k.row; });
      }
      refresh();
    }

    heads.forEach(function (head, column) {
      var button = document.createElement('button');
      button.type = 'button';
      while (head.firstChild) button.appendChild(head.firstChild);
      button.addEventListener('click', function () { sort(column); });
      head.appendChild(button);
    });
    if (filter) filter.addEventListener('input', refresh);
    if (more) more.addEventListener('click', function () { all = !all; refresh(); });
    refresh();
  }

  Array.prototype.forEach.call(document.querySelectorAll('main table'), setUp);

  // The entry of the section being read is marked, and kept in sight where the contents are one line.
  var links = {};
  Array.prototype.forEach.call(document.querySelectorAll('nav a'), function (a) {
    links[decodeURIComponent(a.hash.slice(1))] = a;
  });
  var sections = Array.prototype.slice.call(document.querySelectorAll('main > section'));
  var current = null;
  function follow() {
    var now = sections.filter(function (s) { return s.getBoundingClientRect().top < 140; }).pop() || sections[0];
    var link = now && links[now.id];
    if (!link || link === current) return;
    if (current) current.removeAttribute('aria-current');
    current = link;
    link.setAttribute('aria-current', 'true');
    var list = link.closest('ol');
    if (list.scrollWidth > list.clientWidth) list.scrollLeft = link.offsetLeft - list.offsetLeft - 16;
  }
  window.addEventListener('scroll', follow, { passive: true });
  follow();
}());
