import Testing

@testable import Flow

@Suite struct ReaderTests {
  private let today = CalendarDay(year: 2026, month: 11, day: 22)  // a Sunday

  @Test(
    arguments: [
      ("two", [2]), ("a couple", [2]), ("twenty one", [21]), ("one hundred and five", [105]), ("42", [42]),
      ("five five one", [5, 5, 1]), ("half a dozen", [6]), ("two thousand three hundred", [2300]), ("nothing", []),
      ("forty two baker street", [42]), ("nineteen", [19]), ("ninety nine red balloons", [99]),
    ] as [(String, [Int])])
  func numbers(text: String, values: [Int]) {
    #expect(NumberReader.readings(in: Tokenizer.tokens(text)).map(\.value) == values)
  }

  @Test(arguments: [
    ("five five one zero nine three", "551093"), ("oh three oh one two", "03012"), ("double five one", "551"),
    ("plus forty nine three oh", "+4930"), ("551-093", "551093"), ("triple seven eight", "7778"),
    ("five for two", "542"), ("seven four nine two", "7492"), ("5 5 1, 0 9 3", "551093"),
    ("twenty one thirty", "2130"), ("+49 30 1234", "+49301234"),
  ])
  func digits(text: String, value: String) {
    #expect(DigitReader.readings(in: Tokenizer.tokens(text)).first?.value == value)
  }

  @Test(
    arguments: [
      ("the fourteenth of march", ["2027-03-14"]), ("march 14th", ["2027-03-14"]), ("March 14", ["2027-03-14"]),
      ("tomorrow", ["2026-11-23"]), ("today", ["2026-11-22"]), ("the day after tomorrow", ["2026-11-24"]),
      ("next friday", ["2026-11-27"]), ("monday", ["2026-11-23"]), ("2027-03-14", ["2027-03-14"]),
      ("in three days", ["2026-11-25"]), ("in a week", ["2026-11-29"]), ("december twenty first", ["2026-12-21"]),
      ("the twenty fifth", ["2026-11-25"]), ("3/14/2027", ["2027-03-14"]), ("on the 1st of May 2028", ["2028-05-01"]),
      ("from the fourteenth to the sixteenth of march", ["2027-03-14", "2027-03-16"]), ("two nights", []),
      ("the thirtieth of february", []), ("friday the fourth of december", ["2026-12-04"]),
    ] as [(String, [String])])
  func dates(text: String, values: [String]) {
    #expect(DateReader.readings(in: Tokenizer.tokens(text), today: today).map(\.value.iso) == values)
  }

  @Test(arguments: [
    ("seven thirty pm", "19:30"), ("half past seven", "19:30"), ("quarter to eight", "07:45"), ("7:30 am", "07:30"),
    ("at nine", "09:00"), ("noon", "12:00"), ("twelve am", "00:00"), ("eight o'clock in the evening", "20:00"),
    ("19:05", "19:05"),
  ])
  func times(text: String, value: String) {
    #expect(TimeReader.readings(in: Tokenizer.tokens(text), bare: false).first?.value == value)
  }

  @Test(
    arguments: [
      ("yes that's right", true), ("nope", false), ("correct", true), ("yeah sure", true), ("no", false),
      ("that's not right", false), ("that is correct", true), ("of course", true), ("go ahead", true),
      ("no thanks", false), ("two pizzas", nil), ("no onions please thick crust", nil), ("absolutely", true),
    ] as [(String, Bool?)])
  func answers(text: String, value: Bool?) {
    #expect(YesNo.read(Tokenizer.tokens(text)) == value)
  }

  @Test func daysRoundTrip() {
    for number in stride(from: -200_000, through: 200_000, by: 137) {
      let day = CalendarDay(dayNumber: number)
      #expect(day.isValid || day.year < 1)
      #expect(day.dayNumber == number)
    }
    #expect(today.weekday == 0)
  }
}
