import statistics
import string

print(statistics.mean([1, 2, 3, 4]), statistics.mean([1.5, 2.5]), statistics.median([3, 1, 2]), statistics.median([1, 2, 3, 4]))
print(statistics.stdev([1, 2, 3, 4]), statistics.pstdev([1, 2, 3, 4]), statistics.variance([1, 2, 3, 4]), statistics.mode([1, 1, 2]))
print(statistics.fmean([1, 2]), statistics.mean([1, 2]), statistics.quantiles([1, 2, 3, 4, 5]), statistics.stdev([0.1, 0.25, 0.3]))
try:
    statistics.mean([])
except statistics.StatisticsError as error:
    print(error)
print(string.ascii_lowercase, string.digits, string.capwords("hello big world"), string.punctuation)
print(string.Template("$who likes ${what} $$5").substitute(who="ann", what="tea"))
