"""What templates ask of the views, read from their text without rendering them.

Types are followed from `page` through loops, `set`, and the parameters that each component declares
in the comment at its top, so that a branch that no example reaches is read as well.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment, nodes

from factledger.model import views
from factledger.model.dates import Period
from factledger.model.quantity import Quantity

_TYPES = vars(views) | {"Period": Period, "Quantity": Quantity}
_PARAMETER = re.compile(r"^  (\w+): ([\w\[\] |]+?)(?: = .*?)?(?: — .*)?$", re.MULTILINE)
_KEEPING = {"list", "selectattr", "rejectattr", "sort", "reverse"}  # filters whose result is like what they are given
_UNKNOWN = object()  # a type that is not followed: what macros and filters give, `loop`


def parameters(source: str) -> dict[str, Any]:
    """The types that a component declares, by name."""
    comment = source.partition("#}")[0]
    return {name: _declared(text) for name, text in _PARAMETER.findall(comment)}


def _declared(text: str) -> Any:
    return eval(re.sub(r"tuple\[(\w+)\]", r"tuple[\1, ...]", text), dict(_TYPES))


class Reader:
    """Reads templates, gathering the fields they use and what is wrong with them."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self.used: set[tuple[str, str]] = set()
        self.faults: set[str] = set()
        self._parsed = {name: Environment().parse(source) for name, source in templates.items()}
        self._declared = {name: parameters(source) for name, source in templates.items()}
        self._macros: dict[str, list[Any]] = {}
        self._name = ""

    def read(self, name: str, page: type) -> None:
        """Read a page's template, and those it extends, with the record that it is given."""
        self._read(name, {"page": page})
        for parent in self._parsed[name].find_all(nodes.Extends):
            assert isinstance(parent.template, nodes.Const)
            self.read(parent.template.value, page)

    def read_component(self, name: str) -> None:
        """Read a component by what it declares."""
        self._read(name, {})

    def _read(self, name: str, scope: dict[str, Any]) -> None:
        self._name = name
        self._macros = {}
        for imported in self._parsed[name].find_all(nodes.FromImport):
            assert isinstance(imported.template, nodes.Const)
            for macro in imported.names:
                assert isinstance(macro, str)
                self._macros[macro] = list(self._declared[imported.template.value].values())
        self._visit(self._parsed[name], scope)

    def _visit(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        match node:
            case nodes.For():
                inner = {**scope, "loop": _UNKNOWN, **self._bound(node.target, _element(self._type(node.iter, scope)))}
                for part in (*node.body, *([node.test] if node.test else [])):
                    self._visit(part, inner)
                for part in node.else_:
                    self._visit(part, scope)
            case nodes.Macro():
                declared = self._declared[self._name] if self._name.startswith("components/") else {}
                inner = {**scope, **{argument.name: declared.get(argument.name, _UNKNOWN) for argument in node.args}}
                missing = [argument.name for argument in node.args if declared and argument.name not in declared]
                self.faults |= {f"{self._name}: parameter '{name}' is not declared" for name in missing}
                for part in node.body:
                    self._visit(part, inner)
            case nodes.Assign():
                scope |= self._bound(node.target, self._type(node.node, scope))
            case nodes.Expr():
                self._type(node, scope)
            case _:
                for part in node.iter_child_nodes():
                    self._visit(part, scope)

    def _bound(self, target: nodes.Node, type: Any) -> dict[str, Any]:
        return {target.name: type} if isinstance(target, nodes.Name) else {}

    def _type(self, node: nodes.Node, scope: dict[str, Any]) -> Any:
        match node:
            case nodes.Name():
                return scope.get(node.name, _UNKNOWN)
            case nodes.Getattr():
                return self._field(self._type(node.node, scope), node.attr, node.lineno)
            case nodes.Getitem():
                owner = self._type(node.node, scope)
                return owner if isinstance(node.arg, nodes.Slice) else _element(owner)
            case nodes.Filter() if node.node is not None:
                return self._filtered(node, self._type(node.node, scope), scope)
            case nodes.CondExpr():
                self._type(node.test, scope)
                types = [self._type(part, scope) for part in (node.expr1, node.expr2) if part is not None]
                return types[0]
            case nodes.Call():
                return self._called(node, scope)
            case _:
                for part in node.iter_child_nodes():
                    self._type(part, scope)
                return _UNKNOWN

    def _filtered(self, node: nodes.Filter, given: Any, scope: dict[str, Any]) -> Any:
        for part in node.args:
            self._type(part, scope)
        if node.name in ("selectattr", "rejectattr") and isinstance(node.args[0], nodes.Const):
            self._field(_element(given), node.args[0].value, node.lineno)
        return given if node.name in _KEEPING else _UNKNOWN

    def _called(self, node: nodes.Call, scope: dict[str, Any]) -> Any:
        given = [self._type(part, scope) for part in node.args]
        for named in node.kwargs:
            self._type(named.value, scope)
        if isinstance(node.node, nodes.Name):
            for wanted, got in zip(self._macros.get(node.node.name, []), given, strict=False):
                if got is not _UNKNOWN and not (_kinds(got) & _kinds(wanted)):
                    self.faults.add(f"{self._name}:{node.lineno}: {node.node.name} wants {wanted}, is given {got}")
        return _UNKNOWN

    def _field(self, owner: Any, name: str, line: int) -> Any:
        found = _UNKNOWN
        for kind in _kinds(owner):
            if kind in (Period, Quantity):
                self.faults.add(f"{self._name}:{line}: use a filter instead of .{name}")
            elif is_dataclass(kind):
                self.used.add((kind.__name__, name))
                hints = get_type_hints(kind)
                if name in hints:
                    found = hints[name]
                    continue
                self.faults.add(f"{self._name}:{line}: {kind.__name__} has no field '{name}'")
        return found


def _kinds(type: Any) -> set[Any]:
    """What a type can be, but for None."""
    if get_origin(type) in (Union, UnionType):
        return {part for part in get_args(type) if part is not None.__class__}
    return {type}


def _element(type: Any) -> Any:
    for kind in _kinds(type):
        if get_origin(kind) is tuple:
            return get_args(kind)[0]
    return _UNKNOWN


def documented(records: Mapping[str, type]) -> Iterator[tuple[str, str]]:
    """Every field of the page records and of all that they hold."""
    waiting: list[Any] = list(records.values())
    seen: set[Any] = set()
    while waiting:
        kind = waiting.pop()
        for part in _kinds(kind):
            waiting.extend(get_args(part))
            if is_dataclass(part) and part not in (Period, Quantity) and part not in seen:
                seen.add(part)
                waiting.extend(get_type_hints(part).values())
                yield from ((part.__name__, field.name) for field in fields(part))
