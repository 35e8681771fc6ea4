"""Templates compiled to quicker Python than Jinja's own, for pages that have nothing wrong.

A field is read as a field, and a component that another file defines is looked up once and called directly. Where that
does not work out, because a field does not exist, a component is none or a dictionary is read with a point, the code
raises something, and the page is rendered again as Jinja compiles it: that alone decides what is a mistake and says
where.

This takes the place of three steps of `jinja2.compiler.CodeGenerator` in the release that `engine` names. With Jinja's
own the templates of 1,000 articles take 1.6 times as long.
"""

from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst


class QuickGenerator(CodeGenerator):
    """Writes the code of one template; what it overrides has its names from Jinja."""

    _imported: frozenset[str] = frozenset()  # names that stand for other files' components, so far in the file

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A field, read without asking whether it might be an item."""
        if not node.attr.isidentifier() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A component that is given its arguments in order, called without asking what else it might be."""
        if forward_caller or not self._is_drawing(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        first, *others = node.args
        self.visit(node.node, frame)
        self.write(".drawn(")
        self.visit(first, frame)
        if others:
            self.write(", (")
            for other in others:
                self.visit(other, frame)
                self.write(", ")
            self.write(")")
        if others and all(isinstance(other, nodes.Const) for other in others):
            self.write(f", {repr(others)!r}")
        self.write(")")

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802
        """Components of another file, fetched from where the engine keeps them."""
        template = node.template
        if node.with_context or not isinstance(template, nodes.Const):
            super().visit_FromImport(node, frame)
            return
        for name in node.names:
            origin, alias = name if isinstance(name, tuple) else (name, name)
            place = frame.symbols.ref(alias)
            self.writeline(f"{place} = environment.component({template.value!r}, {origin!r})", node)
            if frame.toplevel:
                self.writeline(f"context.vars[{alias!r}] = {place}")
                self.writeline(f"context.exported_vars.discard({alias!r})")
            self._imported |= {alias}

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        """What a component drew is markup already."""
        if self._is_drawing(node) and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _is_drawing(self, node: nodes.Expr) -> bool:
        """Whether an expression is a call of another file's component with its arguments in order."""
        if not isinstance(node, nodes.Call) or not node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return False
        return isinstance(node.node, nodes.Name) and node.node.name in self._imported
