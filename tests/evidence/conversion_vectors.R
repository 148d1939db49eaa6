# Numbers that R computes for `conversion_vectors.csv`, by metafor and effectsize where they have a
# function for it, else by R's own distributions:
#
#     Rscript conversion_vectors.R > conversion_vectors.csv
suppressMessages({
  library(metafor)
  library(effectsize)
})

rows <- list()
add <- function(source, value, target, expected, oracle, ...) {
  args <- list(...)
  written <- paste(names(args), vapply(args, format, "", digits = 15), sep = "=", collapse = ";")
  rows[[length(rows) + 1]] <<- data.frame(
    source = source, value = format(value, digits = 15), args = if (length(args)) written else "",
    target = target, expected = sprintf("%.15g", as.numeric(expected)), oracle = oracle
  )
}

sizes <- list(c(30, 70), c(8, 7), c(50, 50))
rates <- c(.05, .2, .5, .8)

for (d in c(-1.2, -.57, -.24, .05, .32, .57, .8, 1.5)) {
  add("d", d, "r", d_to_r(d), "effectsize")
  add("d", d, "or", exp(d * pi / sqrt(3)), "effectsize")
  stopifnot(all.equal(d_to_oddsratio(d), exp(d * pi / sqrt(3))))
  add("d", d, "u3", pnorm(d), "R stats")
  add("d", d, "cles", transf.dtocles(d), "metafor")
  add("d", d, "overlap", d_to_overlap(d), "effectsize")
  u2 <- transf.dtou2(abs(d))
  add("d", d, "u1", (2 * u2 - 1) / u2, "metafor: transf.dtou2")
  add("d", d, "eta2", d_to_r(d)^2, "effectsize")
  add("d", d, "f", sqrt(d_to_r(d)^2 / (1 - d_to_r(d)^2)), "effectsize")
  add("d", d, "nnt", 1 / (2 * pnorm(d / sqrt(2)) - 1), "R stats", method = "kraemer-kupfer")
  add("d", d, "or", exp(1.65 * d), "R stats", method = "cox")
  for (n in sizes) {
    add("d", d, "r", d_to_r(d, n1 = n[1], n2 = n[2]), "effectsize", n1 = n[1], n2 = n[2])
    N <- sum(n)
    add("d", d, "r", d / sqrt(d^2 + N^2 / prod(n)), "R", n1 = n[1], n2 = n[2], method = "borenstein")
    add("d", d, "eta2", d_to_r(d, n1 = n[1], n2 = n[2])^2, "effectsize", n1 = n[1], n2 = n[2])
    m <- N - 2
    J <- exp(lgamma(m / 2) - log(sqrt(m / 2)) - lgamma((m - 1) / 2))
    add("d", d, "g", J * d, "R stats", n1 = n[1], n2 = n[2])
    add("g", d, "d", d / J, "R stats", n1 = n[1], n2 = n[2])
  }
  for (p0 in rates) {
    p1 <- pnorm(d + qnorm(p0))
    add("d", d, "rd", p1 - p0, "R stats", p0 = p0)
    add("d", d, "rr", p1 / p0, "R stats", p0 = p0)
    add("d", d, "nnt", 1 / (p1 - p0), "R stats", p0 = p0)
    add("d", d, "or", p1 / (1 - p1) * (1 - p0) / p0, "R stats", p0 = p0, method = "probit")
    add("rd", p1 - p0, "d", d, "R stats", p0 = p0)
    add("rr", p1 / p0, "d", d, "R stats", p0 = p0)
  }
}

for (r in c(-.5, -.12, .02, .275, .28, .5, .81)) {
  add("r", r, "d", r_to_d(r), "effectsize")
  add("r", r, "z", transf.rtoz(r), "metafor")
  add("z", r, "r", transf.ztor(r), "metafor")
  add("r", r, "r2", r^2, "R")
  add("r2", abs(r), "r", sqrt(abs(r)), "R")
  add("r", r, "cl-r", asin(r) / pi + .5, "R")
  add("r", r, "besd", .5 + r / 2, "R")
  q <- r * sqrt(2 / pi)
  add("r", r, "d", r_to_d(q), "effectsize", method = "median-split")
  for (n in sizes) {
    add("r", r, "d", r_to_d(r, n1 = n[1], n2 = n[2]), "effectsize", n1 = n[1], n2 = n[2])
  }
}

for (or in c(.2, .59, .9, 1.19, 1.82, 4.27)) {
  add("or", or, "d", oddsratio_to_d(or), "effectsize")
  add("or", or, "r", oddsratio_to_r(or), "effectsize")
  add("or", or, "d", log(or) / 1.65, "R", method = "cox")
  add("log-or", log(or), "or", or, "R")
  add("log-rr", log(or), "rr", or, "R")
  for (p0 in rates) {
    p1 <- or * p0 / (1 - p0 + or * p0)
    add("or", or, "rr", oddsratio_to_riskratio(or, p0), "effectsize", p0 = p0)
    add("or", or, "rd", p1 - p0, "R", p0 = p0)
    add("or", or, "nnt", 1 / (p1 - p0), "R", p0 = p0)
    add("or", or, "d", qnorm(p1) - qnorm(p0), "R stats", p0 = p0, method = "probit")
    if (or * p0 < 1) {
      add("rr", or, "or", riskratio_to_oddsratio(or, p0), "effectsize", p0 = p0)
      add("rr", or, "rd", p0 * (or - 1), "R", p0 = p0)
    }
  }
}

for (rd in c(-.15, -.04, .08, .1)) {
  add("rd", rd, "nnt", 1 / rd, "R")
  for (p0 in c(.2, .5, .8)) {
    p1 <- p0 + rd
    add("rd", rd, "or", p1 / (1 - p1) * (1 - p0) / p0, "R", p0 = p0)
    add("rd", rd, "rr", p1 / p0, "R", p0 = p0)
  }
}

for (n in c(4, 5, 12)) {
  for (events in c("more", "fewer")) {
    rd <- if (events == "more") 1 / n else -1 / n
    p1 <- .5 + rd
    add("nnt", n, "rd", rd, "R", events = events)
    add("nnt", n, "or", p1 / (1 - p1), "R", events = events, p0 = .5)
  }
}

for (eta2 in c(.01, .06, .14, .4)) {
  f <- eta2_to_f(eta2)
  add("eta2", eta2, "f", f, "effectsize")
  add("f", f, "eta2", f_to_eta2(f), "effectsize")
  add("f2", f^2, "f", f, "R")
  add("f2", f^2, "r2", eta2, "effectsize")
  add("eta2", eta2, "r2", eta2, "R")
  add("eta2", eta2, "d", 2 * f, "effectsize")
  add("f", f, "d", 2 * f, "effectsize")
  for (n in sizes) {
    d <- r_to_d(sqrt(eta2), n1 = n[1], n2 = n[2])
    add("eta2", eta2, "d", d, "effectsize", n1 = n[1], n2 = n[2])
    add("f", f, "d", d, "effectsize", n1 = n[1], n2 = n[2])
  }
}

for (t in c(-3.1, .4, 2.31)) {
  for (df in c(13, 56, 98)) {
    add("t", t, "d", t_to_d(t, df)$d, "effectsize", df = df)
    add("t", t, "r", t_to_r(t, df)$r, "effectsize", df = df)
    add("t", t, "eta2-partial", t_to_eta2(t, df)$Eta2_partial, "effectsize", df = df)
    add("f-test", t^2, "d", F_to_d(t^2, 1, df)$d, "effectsize", df = df)
    add("f-test", t^2, "r", F_to_r(t^2, 1, df)$r, "effectsize", df = df)
    add("f-test", t^2, "eta2-partial", F_to_eta2(t^2, 1, df)$Eta2_partial, "effectsize", df = df)
  }
  for (n in sizes) {
    d <- t * sqrt(1 / n[1] + 1 / n[2])
    add("t", t, "d", d, "R", n1 = n[1], n2 = n[2])
    add("f-test", t^2, "d", abs(d), "R", n1 = n[1], n2 = n[2])
  }
}

for (chi2 in c(.5, 4.5, 20)) {
  add("chi2", chi2, "r", chisq_to_phi(chi2, 120, nrow = 2, ncol = 2, adjust = FALSE)[[1]],
      "effectsize", n1 = 60, n2 = 60)
}
for (share in c(.4, .55, .66, .9)) {
  add("cles", share, "d", sqrt(2) * qnorm(share), "R stats")
  add("u3", share, "d", qnorm(share), "R stats")
}

# Counts: estimate and limits of ratios, with 0.5 added where a cell is empty.
for (x in list(c(20, 100, 12, 100), c(0, 25, 5, 25), c(25, 25, 20, 25), c(3, 40, 0, 38))) {
  written <- sprintf("%d/%d,%d/%d", x[1], x[2], x[3], x[4])
  for (measure in c("OR", "RR")) {
    e <- escalc(measure, ai = x[1], n1i = x[2], ci = x[3], n2i = x[4], add = 1 / 2, to = "only0")
    ends <- exp(e$yi + c(0, -1, 1) * qnorm(.975) * sqrt(e$vi))
    for (i in 1:3) {
      target <- paste0(tolower(measure), c("", " low", " high")[i])
      rows[[length(rows) + 1]] <- data.frame(source = "events", value = written, args = "",
        target = target, expected = sprintf("%.15g", ends[i]), oracle = "metafor: escalc")
    }
  }
  rows[[length(rows) + 1]] <- data.frame(source = "events", value = written, args = "",
    target = "rd", expected = sprintf("%.15g", x[1] / x[2] - x[3] / x[4]), oracle = "R")
}

# Means, standard deviations and people.
for (x in list(c(12.3, 4.1, 30, 10.1, 3.9, 32), c(5.5, 2, 12, 7.25, 3, 9))) {
  written <- sprintf("%s/%s/%d,%s/%s/%d", x[1], x[2], x[3], x[4], x[5], x[6])
  means <- function(measure) escalc(measure, m1i = x[1], sd1i = x[2], n1i = x[3],
    m2i = x[4], sd2i = x[5], n2i = x[6])
  md <- means("MD")
  md_ends <- md$yi + c(0, -1, 1) * qnorm(.975) * sqrt(md$vi)
  for (i in 1:3) rows[[length(rows) + 1]] <- data.frame(source = "means", value = written,
    args = "", target = paste0("md", c("", " low", " high")[i]),
    expected = sprintf("%.15g", md_ends[i]), oracle = "metafor: escalc")
  g <- means("SMD")
  rows[[length(rows) + 1]] <- data.frame(source = "means", value = written, args = "",
    target = "g", expected = sprintf("%.15g", g$yi), oracle = "metafor: escalc")
}

write.csv(do.call(rbind, rows), stdout(), row.names = FALSE, quote = TRUE)
