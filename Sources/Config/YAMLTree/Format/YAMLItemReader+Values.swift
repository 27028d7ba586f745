/// Where an item stands, and where it is to stand.
struct YAMLItemPlace {
  /// Of the items around it, from 1; 0 for the root.
  var column: Int
  /// In the result, of the item itself.
  var indent: Int
  /// The offset at which the next item starts.
  var limit: Int
  var inFlow = false
}

extension YAMLItemReader {
  mutating func value(_ node: YAMLNode, _ item: inout YAMLItem, at place: YAMLItemPlace) {
    if let scalar = node.scalar { return self.scalar(scalar, node.range, &item, at: place) }
    // What is waiting for a place belongs to this item, not to those inside.
    var own: [YAMLTrivia] = []
    swap(&own, &hoisted)
    defer { if !own.isEmpty { hoisted = own + hoisted } }
    if !place.inFlow, Self.isBlock(node, bytes) {
      line = node.range.start.line
      item.value = block(node, &item, at: place)
    } else {
      flow(node, &item, at: place)
    }
  }

  private mutating func block(_ node: YAMLNode, _ item: inout YAMLItem, at place: YAMLItemPlace) -> YAMLItemValue {
    // A sequence may stand in the column of the key it belongs to.
    let column = max(node.range.start.column, place.column + 1)
    let inner = YAMLItemPlace(
      column: column, indent: place.column == 0 ? 0 : place.indent + 2, limit: place.limit)
    let value = items(node, at: inner)
    while next < comments.count, comments[next].range.start.offset < place.limit,
      comments[next].range.start.column >= column
    {
      take(&item.trailing)
    }
    return value
  }

  private mutating func flow(_ node: YAMLNode, _ item: inout YAMLItem, at place: YAMLItemPlace) {
    let room = YAMLFormat.width - place.indent - (item.key?.unicodeScalars.count ?? 0) - 2
    let end = node.range.end
    let hasComment = next < comments.count && comments[next].range.start.offset < end.offset
    if !hasComment, let text = oneLine(node, room: place.column == 0 ? YAMLFormat.width : room) {
      item.value = .lines([text])
    } else {
      line = node.range.start.line
      // What follows the opening bracket on its line is about the whole.
      if hasComment, comments[next].range.start.line == line, comments[next].range.start.offset < first(node).offset {
        attach(Self.text(comments[next]), to: &item)
        next += 1
      }
      item.value = items(
        node,
        at: YAMLItemPlace(
          column: place.column + 1, indent: place.column == 0 ? 0 : place.indent + 2, limit: end.offset, inFlow: true))
      var inside: [YAMLTrivia] = []
      while next < comments.count, comments[next].range.start.offset < end.offset { take(&inside) }
      if first(node) == end {
        hoisted += inside.filter { $0 != .blank }
        item.value = .lines([node.elements == nil ? "{}" : "[]"])
      } else {
        item.trailing += inside
      }
    }
    line = end.line
    behind(end, &item, limit: place.limit)
  }

  /// The collection on one line; nil where it is too wide. Of one that is, all those inside are measured at once, so
  /// that no text is written out again and again for what does not fit.
  private mutating func oneLine(_ node: YAMLNode, room: Int) -> String? {
    if let width = widths[node.range.start.offset] {
      guard width <= room else { return nil }
    }
    if !YAMLFlowText.isTooWide(bytes[node.range.bytes], room: room),
      let text = YAMLFlowText.text(node, bytes, room: room)
    {
      return text
    }
    if widths[node.range.start.offset] == nil {
      widths.removeAll(keepingCapacity: true)
      _ = YAMLFlowText.width(node, bytes, &widths)
    }
    return nil
  }

  private func first(_ node: YAMLNode) -> YAMLPosition {
    node.elements?.first?.range.start ?? node.entries?.first?.nameRange.start ?? node.range.end
  }

  /// `place` is that of the items; its limit that of the last.
  private mutating func items(_ node: YAMLNode, at place: YAMLItemPlace) -> YAMLItemValue {
    var items: [YAMLItem] = []
    var place = place
    let limit = place.limit
    switch node.content {
    case .scalar: return .none
    case .sequence(let elements):
      items.reserveCapacity(elements.count)
      for index in elements.indices {
        var item = YAMLItem()
        place.limit = index + 1 < elements.count ? elements[index + 1].range.start.offset : limit
        lead(&item, elements[index].range.start, isFirst: index == 0)
        value(elements[index], &item, at: place)
        finish(&item)
        items.append(item)
      }
      return .sequence(items)
    case .mapping(let entries):
      items.reserveCapacity(entries.count)
      for index in entries.indices {
        place.limit = index + 1 < entries.count ? entries[index + 1].nameRange.start.offset : limit
        items.append(entry(entries[index], at: place, isFirst: index == 0))
      }
      return .mapping(items)
    }
  }

  private mutating func entry(_ entry: YAMLEntry, at place: YAMLItemPlace, isFirst: Bool) -> YAMLItem {
    var item = YAMLItem()
    lead(&item, entry.nameRange.start, isFirst: isFirst)
    item.key = YAMLFlowText.key(entry, bytes)
    let start = entry.value.range.start
    // A comment behind the key, where the value starts further below.
    if start.line != entry.nameRange.end.line { behind(entry.nameRange.end, &item, limit: start.offset) }
    if place.inFlow || !Self.isBlock(entry.value, bytes) {
      var above: [YAMLTrivia] = []
      while next < comments.count, comments[next].range.start.offset < start.offset { take(&above) }
      hoisted += above.filter { $0 != .blank }
    }
    value(entry.value, &item, at: place)
    finish(&item)
    return item
  }

  private mutating func lead(_ item: inout YAMLItem, _ start: YAMLPosition, isFirst: Bool) {
    let leading = leading(before: start)
    guard !leading.isEmpty else { return }
    item.leading = isFirst && leading.first == .blank ? Array(leading.dropFirst()) : leading
  }

  mutating func finish(_ item: inout YAMLItem) {
    guard !hoisted.isEmpty else { return }
    item.leading += hoisted
    hoisted = []
  }

  private mutating func scalar(
    _ scalar: YAMLScalar, _ range: YAMLRange, _ item: inout YAMLItem, at place: YAMLItemPlace
  ) {
    if range.bytes.isEmpty {
      behind(range.end, &item, limit: place.limit)
      // Comments below a key without a value, further in, stay below it.
      if item.key != nil, !place.inFlow {
        while next < comments.count, comments[next].range.start.offset < place.limit,
          comments[next].range.start.column > place.column
        {
          take(&item.trailing)
        }
        if item.trailing.first == .blank { item.trailing.removeFirst() }
      }
      return
    }
    if scalar.style == .literal || scalar.style == .folded {
      // The header may end with a comment.
      behind(range.start, &item, limit: range.end.offset)
      item.value = YAMLBlockText.value(scalar, Array(bytes[range.bytes]))
      line = range.start.line + YAMLBlockText.lineCount(bytes[range.bytes])
      return
    }
    item.value = .lines(YAMLFlowText.lines(scalar, bytes[range.bytes]))
    line = range.end.line
    if next < comments.count, item.comment == nil, !place.inFlow {
      item.isSuspicious = YAMLWarning.looksCut(bytes, scalar, range, comment: comments[next])
    }
    behind(range.end, &item, limit: place.limit)
  }
}
