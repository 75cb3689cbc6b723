package onecopy.service.bench.figure;

import java.util.List;
import java.util.Locale;

/**
 * A report as one SVG picture: a bar for every figure with a goal, as long as the share of the goal it reaches, on a
 * logarithmic scale with a line where the goal is. Bars that reach it are green, others red; the numbers stand beside
 * them, so the picture says nothing that colour alone would have to carry. No script, no font, no reference to
 * anything outside.
 */
public final class ReportChart {
    private static final int WIDTH = 1160;
    private static final int LABEL_RIGHT = 500;
    private static final int BAR_LEFT = 512;
    private static final int GOAL_AT = 760;
    private static final int BAR_RIGHT = 900;
    private static final int TOP = 84;
    private static final int ROW_HEIGHT = 26;
    private static final int BAR_HEIGHT = 16;

    /** A bar as long as this share of its goal has no length at all. */
    private static final double SHORTEST = 0.25;

    private final StringBuilder svg = new StringBuilder(8192);
    private final List<Figure> figures;

    private ReportChart(List<Figure> figures) {
        this.figures = figures;
    }

    /** {@return a picture of the figures that have a goal} */
    public static String of(Report report) {
        return new ReportChart(report.figures().stream().filter(figure -> figure.goal().isPresent()).toList())
                .draw(report);
    }

    private String draw(Report report) {
        int height = TOP + figures.size() * ROW_HEIGHT + 34;
        svg.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" \
                font-family="system-ui, sans-serif" font-size="13" role="img">
                <title>%3$s</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                """, WIDTH, height, escaped(report.title())));
        text(24, 32, "font-size=\"17\" font-weight=\"600\" fill=\"#1b1f24\"", report.title());
        text(24, 54, "fill=\"#57606a\"", String.join(", ", report.conditions().values()));
        for (int i = 0; i < figures.size(); i++) {
            bar(figures.get(i), TOP + i * ROW_HEIGHT);
        }
        int bottom = TOP + figures.size() * ROW_HEIGHT;
        svg.append(String.format(Locale.ROOT,
                "<line x1=\"%1$d\" y1=\"%2$d\" x2=\"%1$d\" y2=\"%3$d\" stroke=\"#1b1f24\" stroke-width=\"1.5\"/>%n",
                GOAL_AT, TOP - 8, bottom));
        text(GOAL_AT, bottom + 18, "text-anchor=\"middle\" fill=\"#1b1f24\"", "goal");
        return svg.append("</svg>\n").toString();
    }

    private void bar(Figure figure, int top) {
        double attainment = figure.attainment().orElseThrow();
        int baseline = top + BAR_HEIGHT - 3;
        text(LABEL_RIGHT, baseline, "text-anchor=\"end\" fill=\"#1b1f24\"", figure.what());
        svg.append(String.format(Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n", BAR_LEFT, top,
                barWidth(attainment), BAR_HEIGHT, figure.reached().orElseThrow() ? "#2da44e" : "#cf222e"));
        text(BAR_RIGHT + 12, baseline, "fill=\"#1b1f24\"", measured(figure));
        text(WIDTH - 24, baseline, "text-anchor=\"end\" fill=\"#57606a\"", ReportTable.goal(figure));
    }

    /** {@return the length of a bar in pixels: 1 is at the goal, twice as good is further right by a fixed step} */
    static int barWidth(double attainment) {
        double span = GOAL_AT - BAR_LEFT;
        double length = span * (1 - Math.log(attainment) / Math.log(SHORTEST));
        return (int) Math.round(Math.clamp(length, 2, BAR_RIGHT - BAR_LEFT));
    }

    private static String measured(Figure figure) {
        return figure.goal().orElseThrow().judged() == Goal.Judged.VALUE
                ? Numeral.of(figure.value()) + " " + figure.unit()
                : Numeral.ofRatio(figure.comparison().orElseThrow().ratio()) + " x "
                        + figure.comparison().orElseThrow().baseline();
    }

    private void text(int x, int y, String attributes, String content) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" %s>%s</text>%n", x, y, attributes,
                escaped(content)));
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
