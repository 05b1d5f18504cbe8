# A class body has no names to hint at: only functions and the module have.
class Shared:
    condition = Condition()
