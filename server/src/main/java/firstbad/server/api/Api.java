package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.server.view.Database;
import firstbad.server.view.Lag;
import firstbad.server.web.Route;
import firstbad.server.web.RouteGroup;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The table of everything that can be asked; {@code openapi.json} describes it row by row. */
public final class Api implements RouteGroup {
  private final Jdbi reader;
  private final Bisections bisections;
  private final CulpritList culprits;
  private final CrashLists crashes;
  private final Overview overview;
  private final GlobalSearch search;
  private final AtStakeTable stakes;
  private final RawLog log;
  private final OpenApi description;
  private final JsonNode contract;
  private final Supplier<String> mark;

  /** Answers one question within one transaction, and so from one state of the view. */
  @FunctionalInterface
  private interface Question {
    JsonNode answer(Handle db, QueryParameters asked);
  }

  /**
   * @param clock milliseconds since the epoch
   * @param mark the newest change of the view, for those who go on from an answer with the changes
   *     after it
   * @param description which names the parameters of each question
   * @param contract the topics and events, as a document of AsyncAPI
   */
  public Api(
      Database database,
      Lag lag,
      LongSupplier clock,
      Supplier<String> mark,
      OpenApi description,
      JsonNode contract) {
    this.description = description;
    this.contract = contract;
    this.mark = mark;
    reader = database.reader();
    bisections = new Bisections(database.dialect());
    culprits = new CulpritList(database.dialect());
    crashes = new CrashLists(database.dialect(), clock);
    overview = new Overview(lag, clock);
    stakes = new AtStakeTable(clock);
    search = new GlobalSearch(database.dialect(), bisections);
    log = new RawLog(reader);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/asyncapi.json", request -> JsonAnswer.send(request, contract)),
        json("/api/v1/overview", overview::answer),
        json("/api/v1/bisections", bisections::list),
        Route.get("/api/v1/bisections/<id>/log", log::text),
        json("/api/v1/bisections/<id>/lines", RawLog::lines),
        json("/api/v1/bisections/<id>/verification", OneBisection::verifications),
        json("/api/v1/bisections/<id>", OneBisection::answer),
        json("/api/v1/facets", Facets.ofBisections(bisections)::answer),
        json("/api/v1/culprits", culprits::list),
        json("/api/v1/suspects", SuspectList::list),
        json("/api/v1/track-record", TrackRecordTable::answer),
        json("/api/v1/at-stake", stakes::answer),
        json("/api/v1/commits/{commit}", Commit::answer),
        json("/api/v1/crashes/types", crashes::types),
        json("/api/v1/crashes/titles", crashes::titles),
        json("/api/v1/crashes/title", OneTitle::answer),
        json("/api/v1/crashes/commits", CrashLists::commits),
        json("/api/v1/alerts", AlertList::list),
        json("/api/v1/alerts/facets", Facets.ofAlerts()::answer),
        json("/api/v1/search", search::answer));
  }

  private Route json(String path, Question question) {
    Set<String> parameters = description.parameters(path);
    return Route.get(path, request -> answer(request, parameters, question));
  }

  private void answer(Context request, Set<String> described, Question question) {
    QueryParameters asked = new QueryParameters(request, described);
    request.header(
        "Firstbad-Change", mark.get()); // before the question: it may miss nothing after it
    JsonAnswer.send(request, reader.inTransaction(db -> question.answer(db, asked)));
  }
}
