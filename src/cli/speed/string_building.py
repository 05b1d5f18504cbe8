def work():
    total = 0
    for i in range(3000):
        text = ""
        for j in range(150):
            text += "item " + str(j) + ", "
        total += len(text)
    return total
