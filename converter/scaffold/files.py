"""A profile as the files of its folder, in the form that `taxonomy/profiles/README.md` describes.

What stands in a profile is decided elsewhere; every guess goes with its note or remark.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from ...taxonomy.profile import Path, Profile, WordRule


def profile_files(
    profile: Profile,
    remarks: Mapping[str, str],
    notes: Mapping[str, str],
    left_out: Iterable[tuple[str, str]] = (),
    unscaled: Iterable[tuple[str, str]] = (),
) -> dict[str, bytes]:
    """Every file by name. `remarks` are by `section.key` of `profile.toml`, `notes` by concept.

    `left_out` are labels of rows that are no line items yet, each with the reason; they stand as remarks, as do the
    titles of tables of unknown scale, `unscaled`, ahead of all kinds of table.
    """
    return {
        "profile.toml": _settings(profile, remarks),
        "concepts.csv": _table(
            ("name", "type", "balance", "period", "label", "period_start", "period_end", "documentation", "note"),
            (
                (
                    c.name, c.type, c.balance or "", c.period, c.label, c.period_start, c.period_end, "",
                    notes.get(c.name, ""),
                )
                for c in profile.concepts.values()
            ),
        ),
        "line_items.csv": _table(
            ("table", "path", "concept", "sign", "dimensions", "measures", "at", "note"),
            (
                *(
                    (i.table, _path(i.path), i.concept, _sign(i.sign), "", "; ".join(i.measures), i.at, "")
                    for i in profile.line_items
                ),
                *(("# left out", label, "", "", "", "", "", why) for label, why in dict.fromkeys(left_out)),
            ),
        ),
        "label_figures.csv": _table(
            ("item", "words", "concept", "sign", "dimensions", "note"),
            (
                (_path(f.item), " | ".join(f.words), f.concept, _sign(f.sign), "", "guessed: words before the figure")
                for f in profile.label_figures
            ),
        ),
        "tables.csv": _table(
            ("id", "titles", "role", "percent", "dimensions", "scale", "note"),
            (
                *(("# give its scale", title, "", "", "", "", why) for title, why in dict.fromkeys(unscaled)),
                *((t.id, " | ".join(t.titles), t.role, t.percent, "", "", "") for t in profile.tables.values()),
            ),
        ),
        "words.csv": _table(
            ("where", "words", "means", "note"),
            ((w.where, " | ".join(w.words), *_meaning(w)) for w in profile.words),
        ),
        "dimensions.csv": _table(
            ("role", "hypercube", "axis", "domain", "member", "default", "parent"),
            (
                (d.role, d.hypercube, d.axis, d.domain, d.member, "yes" if d.default else "", d.parent)
                for d in profile.dimensions
            ),
        ),
        "measures.csv": _table(
            ("id", "name", "type", "label", "words", "role", "documentation", "period", "note"),
            (
                (
                    m.id, m.name, m.type, m.label, " | ".join(m.words), m.role, "", "current" if m.current else "same",
                    "guessed: by the words of the header",
                )
                for m in profile.measures.values()
            ),
        ),
        "roles.csv": _table(
            ("id", "uri", "definition", "kind"),
            ((r.id, r.uri, r.definition, r.kind) for r in profile.roles.values()),
        ),
        "presentation.csv": _table(
            ("role", "depth", "concept", "label"),
            ((p.role, p.depth, p.concept, p.label) for p in profile.presentation),
        ),
        "calculation.csv": _table(
            ("role", "total", "part", "weight", "note"),
            ((c.role, c.total, c.part, c.weight, "guessed: holds in every column") for c in profile.calculation),
        ),
        "crosswalk.csv": _table(
            ("concept", "relation", "us_gaap", "sign", "reason"),
            ((c.concept, c.relation, c.us_gaap, _sign(c.sign), c.reason) for c in profile.crosswalk),
        ),
    }  # fmt: skip


def _meaning(rule: WordRule) -> tuple[str, str]:
    if rule.dimension is None:
        return "ignore", "guessed: says nothing of the figures"
    return "=".join(rule.dimension), "guessed: another way to tell the same period"


def _table(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def _path(path: Path) -> str:
    return " > ".join(" | ".join(step) for step in path)


def _sign(sign: int) -> str:
    return "-" if sign < 0 else ""


def _settings(profile: Profile, remarks: Mapping[str, str]) -> bytes:
    issuer, entity, year, taxonomy = profile.issuer, profile.entity, profile.fiscal_year, profile.taxonomy
    sections: dict[str, dict[str, object]] = {
        "issuer": {
            "name": issuer.name,
            "recognise": list(issuer.recognise),
            "prefix": issuer.prefix,
            "path": issuer.path,
            "currency": issuer.currency,
        },
        "entity": {"scheme": entity.scheme, "identifier": entity.identifier},
        "fiscal_year": {
            "start_month": year.start_month,
            "named_by": year.named_by.value,
            **({"weeks": True} if year.weeks else {}),
            **({"period_ends": []} if "fiscal_year.period_ends" in remarks else {}),
        },
        "taxonomy": {
            "base": taxonomy.base,
            "version": taxonomy.version,
            "title": taxonomy.title,
            "description": taxonomy.description,
            "publisher": taxonomy.publisher,
        },
    }
    lines = ["# Drafted from releases: see what is guessed, and correct it.", ""]
    for section, values in sections.items():
        lines.append(f"[{section}]")
        for key, value in values.items():
            remark = remarks.get(f"{section}.{key}")
            if remark:
                lines.append(f"# {remark}")
            # JSON's strings and lists of strings are TOML's too.
            lines.append(f"{'# ' if value in ('', []) else ''}{key} = {json.dumps(value, ensure_ascii=False)}")
        lines.append("")
    return "\n".join(lines).encode("utf-8")
