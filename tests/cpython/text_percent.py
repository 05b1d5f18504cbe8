print("%s %d %i %f %.2f %e %g %x %X %o %c %r %%" % ("s", 1, 2, 3.0, 4.567, 5e10, 6.0, 255, 255, 8, "c", "r"))
print("%5d|%-5d|%05d|%+d|% d|%5s|%-5s|%.2s" % (1, 2, 3, 4, 5, "a", "b", "cdef"))
print("%(name)s is %(age)03d" % {"name": "Bob", "age": 7})
print("%s" % [1, 2], "%s" % (1,), "%s %s" % ("a", None), "%*d" % (6, 42), "%#x" % 255)
print("%d" % 3.99, "%s" % 1e100, "%5.1f%%" % 99.55, "%c" % 65, "%10.3e|" % 12345.678)
for bad in (lambda: "%d" % "x", lambda: "%s %s" % ("a",), lambda: "%s" % ("a", "b"),
            lambda: "%(k)s" % {"j": 1}, lambda: "%z" % 1, lambda: "%d" % None):
    try:
        bad()
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__, error)
